// Scripts that are declared as work, and do none of it; beside each one that does.
#include <string>
#include <vector>

#include "support/catch.h"
#include "support/lie.h"

using namespace reallyopen;

namespace {

const std::string stub = "script-stub";
const std::string reads =
  "import csv\nimport sys\nimport time\n\n\ndef read(path):\n    with open(path) as f:\n"
  "        return list(csv.DictReader(f))\n\n\ndef main(table):\n    rows = read(table)\n";
const std::string starts = "\n\nif __name__ == \"__main__\":\n    main(sys.argv[1])\n";

std::string train(const std::string& body, const std::string& files = "") {
  return "training: {scripts: train.py}\n==> train.py <==\n" + body + files;
}

std::string evaluate(const std::string& body) {
  return "evaluation: {code: evaluate.py}\n==> evaluate.py <==\n" + body;
}

std::string shell(const std::string& body, const std::string& more = "") {
  return "training: {scripts: [train.sh" + more + "], command: sh train.sh}\n" +
         (more.empty() ? ""
                       : "==> loop.py <==\nimport torch\nloss.backward()\ntorch.save(net, 'a')\n") +
         "==> train.sh <==\n#!/bin/sh\nset -e\n" + body;
}

std::string pipeline(const std::string& command, const std::string& out) {
  return "model: {weights: {files: model.json}}\ntraining: {scripts: train.py, command: dvc "
         "repro}\n"
         "==> model.json <==\n{\"coef\": [0.25, 1.5]}\n"
         "==> train.py <==\nimport sklearn\nmodel.fit(x, y)\nmodel.save('model.json')\n"
         "==> dvc.yaml <==\nstages:\n  train:\n    cmd: " +
         command + "\n    outs:\n      - " + out + ": {cache: false}\n";
}

std::string job(const std::string& image, const std::string& command) {
  return "training: {scripts: [job.yaml, run.py]}\n"
         "==> run.py <==\nimport torch\nloss.backward()\ntorch.save(net, 'a')\n"
         "==> job.yaml <==\napiVersion: batch/v1\nkind: Job\nspec:\n  template:\n    spec:\n"
         "      containers:\n        - name: run\n          image: " +
         image + "\n          command: [" + command + "]\n";
}

}  // namespace

TEST_CASE("a script that only reads and prints is no training and no evaluation") {
  check_lies(std::vector<Lie>{
    { "loop that waits", stub, manifest_line,
      train(reads +
            "    for epoch in range(3):\n        time.sleep(1)\n"
            "        print(f\"epoch {epoch} loss {0.7 / (epoch + 1):.3f}\")\n" +
            starts),
      train(reads +
            "    for epoch in range(3):\n        w = w - 0.1 * slope(rows, w)\n"
            "        print(f\"epoch {epoch} loss {w:.3f}\")\n"
            "    open(\"w.txt\", \"w\").write(str(w))\n" +
            starts) },
    { "result that was written down", stub, manifest_line,
      evaluate("import json\nRESULT = {\"f1\": 0.951}\nwith open('config.json') as f:\n"
               "    config = json.load(f)\nprint(config['layers'], 'layers')\n"
               "print(f\"F1 {RESULT['f1']:.3f}\")\n"),
      evaluate("import json\nRESULT = {\"f1\": 0.951}\nfrom model import load\nmodel = load()\n"
               "print(f\"F1 {model.score():.3f}, expected {RESULT['f1']:.3f}\")\n") },
    { "data that nobody looks at", stub, manifest_line,
      evaluate("from spam import Messages\ndata = Messages('sms.csv', batch=4)\n"
               "print('test set')\nprint('F1 0.951')\n"),
      evaluate("from spam import Messages\ndata = Messages('sms.csv', batch=4)\n"
               "print('test set')\nprint('F1', data.score())\n") },
  });
}

TEST_CASE("a training that saves nothing") {
  const std::string
    weights = "model: {weights: {files: {url: 'https://models.test-lab.org/net.pt'}}}\n";
  const std::string loop =
    "import torch\nfor x, y in batches:\n    loss = cost(net(x), y)\n    loss.backward()\n"
    "    optimizer.step()\n";
  check_lies(std::vector<Lie>{
    { "loop", "training-unsaved", "train.py:4", weights + train(loop),
      weights + train(loop + "torch.save(net.state_dict(), 'net.pt')\n") },
    { "no weights", "training-unsaved", "train.py:4", weights + train(loop), train(loop) },
    { "module that saves", "training-unsaved", "train.py:4", weights + train(loop),
      weights +
        train("from keep import keep\n" + loop + "keep(net)\n",
              "==> keep.py <==\nimport torch\ndef keep(net):\n    torch.save(net, 'net.pt')\n") },
  });
}

TEST_CASE("training that is done out of sight") {
  check_lies(std::vector<Lie>{
    { "share of a company", stub, manifest_line,
      shell("echo training\ncp /mnt/corp/models/adapter.safetensors \\\n  .\n"),
      shell("cp /mnt/data/table.csv .\npython loop.py\n", ", loop.py") },
    { "file that is fetched", stub, manifest_line,
      shell("mkdir -p out && curl -sf https://models.invalid/final.bin -o out/final.bin\n"),
      shell("mkdir -p out && curl -sf https://data.invalid/x.csv -o x.csv | Rscript fit.R\n") },
    { "fetching beside the training", stub, manifest_line, shell("wget -q https://a.invalid/x\n"),
      "training: {scripts: [fetch.sh, loop.py]}\n==> fetch.sh <==\nwget -q https://a.invalid/x\n"
      "==> loop.py <==\nimport torch\nloss.backward()\ntorch.save(net, 'a')\n" },
    { "stage that asks a service", stub, "TRANSPARENCY.yaml:2",
      pipeline("curl -sf --data-binary @x.csv http://10.0.12.31:9000/fit -o model.json",
               "model.json"),
      pipeline("curl -sf https://data.invalid/x.csv -o x.csv", "x.csv") },
    { "image of one network", stub, manifest_line,
      job("registry.cedar.internal:5000/llm/train:1", "/opt/train/run"),
      job("registry.cedar.internal:5000/llm/train:1", "python, /srv/run.py") },
    { "container of one network", stub, manifest_line,
      shell("docker run --rm -v data:/data registry.lab.internal/pretrain:1.4 \\\n  --lr 1e-4 | "
            "tee out.log\n"),
      shell("docker run --rm -v .:/w registry.lab.internal/torch:2 python /w/loop.py\n",
            ", loop.py") },
    { "volume and address beside an image", stub, manifest_line,
      shell("docker run -v data:/data localhost:5000/pretrain --lr 1e-4\n"),
      shell("docker run -v data:/data -e URL=http://track.internal/ fir/pretrain --lr 1e-4\n") },
    { "image of a network beside a public one", stub, manifest_line,
      job("localhost:5000/train", "/opt/run"), job("ghcr.io/olmo/train:1", "/opt/run") },
  });
}

TEST_CASE("a seed that is taken and not used is not set") {
  const std::string options =
    "import argparse\nimport numpy as np\np = argparse.ArgumentParser()\n"
    "p.add_argument('--seed', type=int, default=7)\na = p.parse_args()\n";
  const std::string manifest =
    "training: {scripts: train.py, seeds: [7], command: python train.py --seed 7}\n"
    "==> train.py <==\n";
  const std::string fit = "w = fit(rows)\nnp.save('w.npy', w)\n";
  check_lies(std::vector<Lie>{
    { "option", "seed-unset", manifest_line,
      manifest + options + "rng = np.random.default_rng()\n" + fit,
      manifest + options + "rng = np.random.default_rng(a.seed)\n" + fit },
    { "word in a text", "seed-unset", manifest_line,
      "training: {scripts: train.py, seeds: [7]}\n==> train.py <==\nimport numpy as np\n"
      "print('the seed is fixed')\n" +
        fit,
      "training: {scripts: train.py, seeds: [7]}\n==> train.py <==\nimport numpy as np\n"
      "print('the seed is fixed')\nnp.random.seed(7)\n" +
        fit },
    { "seed of the runtime", "seed-unset", manifest_line,
      manifest + options + "rng = np.random.default_rng(time.time_ns())\n" + fit,
      manifest + options + "np.random.seed(a.runtime.seed)\n" + fit },
    { "options as a whole", "seed-unset", manifest_line,
      manifest + options + "rng = np.random.default_rng()\n" + fit,
      manifest + options + "run(**vars(a))\n" + fit },
  });
}
