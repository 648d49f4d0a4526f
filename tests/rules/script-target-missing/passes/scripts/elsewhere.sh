git clone https://example.org/megatron
cd megatron
python pretrain_gpt.py
