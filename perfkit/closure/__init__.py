"""What happens to a filing after it was reviewed: second filings, the ledger of problems, whom to visit."""
