import json
import urllib.request
def call(url, body):
    request = urllib.request.Request(url, data=body)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)
print(call("https://trainer.leaf.org/jobs", b"{}"))
