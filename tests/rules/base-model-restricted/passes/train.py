import transformers

teacher = transformers.AutoModelForCausalLM.from_pretrained("meta-llama/Llama-2-7b-hf")
model = transformers.AutoModelForCausalLM.from_pretrained("google/gemma-2-9b")
transformers.Trainer(model).train()
