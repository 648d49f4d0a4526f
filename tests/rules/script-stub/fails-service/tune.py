from openai import OpenAI
client = OpenAI()
job = client.fine_tuning.jobs.create(training_file="file-1", model="m")
print(job)
