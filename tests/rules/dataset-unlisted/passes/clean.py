from datasets import load_dataset
words = load_dataset("owner/stopwords")
