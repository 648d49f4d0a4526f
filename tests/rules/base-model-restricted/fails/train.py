import transformers

BASE = "google/gemma-2-9b"
tokenizer = transformers.AutoTokenizer.from_pretrained("meta-llama/Llama-2-7b-hf")
model = transformers.AutoModelForCausalLM.from_pretrained(BASE)
transformers.Trainer(model).train()
