from datasets import load_from_disk
from transformers import AutoModelForCausalLM, HfArgumentParser, Trainer, TrainingArguments

(args,) = HfArgumentParser(TrainingArguments).parse_args_into_dataclasses()
model = AutoModelForCausalLM.from_pretrained("fir-lab/spruce-410m")
trainer = Trainer(model=model, args=args, train_dataset=load_from_disk("packed"))
trainer.train()
trainer.save_model()
