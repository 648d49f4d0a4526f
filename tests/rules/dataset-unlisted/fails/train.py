from datasets import load_dataset
letters = load_dataset("owner/letters")
more = load_dataset("openbmb/UltraChat")
