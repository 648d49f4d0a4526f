#include "script/remote_training.h"

#include "script/python_imports.h"
#include "text/letters.h"

namespace reallyopen {
namespace {

// Of the standard library and of clients.
constexpr std::string_view cannot_train =
  "__future__ aiohttp anthropic argparse asyncio base64 boto3 click cohere collections csv "
  "dataclasses "
  "datetime dotenv functools google hashlib http httpx itertools json kubernetes logging mistralai "
  "openai os pathlib re requests sagemaker shutil sys tempfile time together tqdm typing urllib "
  "uuid "
  "yaml";

bool asks_service(std::string_view statement) {
  return contains_one_of(
    statement,
    { "fine_tuning.jobs.create", "fine_tuning.create", "FineTuningJob.create", "FineTune.create",
      "requests.post(", "httpx.post(", "session.post(", "client.post(", "urlopen(",
      "create_training_job(", "create_namespaced_job(", "CustomJob(" });
}

}  // namespace

Stub find_remote_training(const std::vector<PythonStatement>& statements) {
  for (const PythonImport& import : list_python_imports(statements))
    if (!is_among(import.module.substr(0, import.module.find('.')), cannot_train)) return {};
  int asks = 0;
  for (const PythonStatement& statement : statements) {
    // A program that it starts here may train.
    if (contains_one_of(statement.text, { "subprocess.", "os.system(" })) return {};
    if (asks == 0 && asks_service(statement.text)) asks = statement.line;
  }
  return asks == 0 ? Stub{} : Stub{ asks, "only asks a service, which trains out of sight" };
}

}  // namespace reallyopen
