deduplicate()
