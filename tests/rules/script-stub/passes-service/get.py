import urllib.request
print(urllib.request.urlopen("https://zenodo.org/a.zip").read())
