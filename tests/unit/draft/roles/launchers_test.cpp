// What launchers start, what options say, and what rules of a workflow are for.
#include "draft/roles/launchers.h"

#include <string>

#include "draft/roles/options.h"
#include "support/catch.h"
#include "support/scripts.h"

using namespace reallyopen;

namespace {

// Of the last file.
ScriptPaths started_in(Scripts files) {
  const std::vector<ScriptFile> scripts = script_files(files);
  const ScriptTree tree(scripts);
  ScriptPaths paths;
  for (const ScriptFile* script : started_by(scripts.back(), tree)) paths.push_back(script->path);
  return paths;
}

constexpr const char* preparer = "df.dropna()\ndf.to_csv('leaves.csv')\n";

}  // namespace

TEST_CASE("a launcher starts what it runs, however it writes it") {
  const auto started = [](const char* text) {
    return started_in(
      { { "fit.py", small_trainer }, { "lib/go.py", small_trainer }, { "scripts/a.sh", text } });
  };
  const ScriptPaths fit{ "fit.py" };
  CHECK(started("python fit.py\n") == fit);
  CHECK(started("srun bash -c \"\n  cd x\n  python fit.py --n 1\n\"\n") == fit);
  CHECK(started("python3 -u ../fit.py\n") == fit);
  CHECK(started("torchrun --nnodes=1 \\\n  $ROOT/fit.py\n") == fit);
  CHECK(started("cmd='python fit.py'\n") == fit);
  CHECK(started("python -m lib.go\n") == ScriptPaths{ "lib/go.py" });
  CHECK(started("python ../../fit.py\n").empty());  // outside
  CHECK(started("# python fit.py\n").empty());
  CHECK(started("cp fit.py backup/\n").empty());
  CHECK(started("python other.py\n").empty());
  CHECK(
    started_in(
      { { "a/fit.py", small_trainer }, { "b/fit.py", small_trainer }, { "x.sh", "python fit.py" } })
      .empty());
  CHECK(started_in({ { "a/fit.py", small_trainer },
                     { "b/fit.py", small_trainer },
                     { "b/x/x.sh", "python fit.py" } }) == ScriptPaths{ "b/fit.py" });
}

TEST_CASE("a switch makes a program do only that, a path or an interval does not") {
  for (const char* text :
       { "p.add_argument('--eval', action='store_true')", "add('--test_only', type=bool)",
         "flags.DEFINE_bool(\"do_eval\", False, '')",
         "p.add_argument('--mode', choices=['train', 'test'])" })
    CHECK(evaluates_on_request(text));
  for (const char* text :
       { "p.add_argument('--eval', type=str, help='a file')", "p.add_argument('--eval_every')",
         "p.add_argument('--mode', choices=['test', 'demo'])",
         "p.add_argument('--test', default='a.csv')\np.add_argument('--x', action='store_true')" })
    CHECK_FALSE(evaluates_on_request(text));
  CHECK(predicts_on_request("p.add_argument('--do_predict', action='store_true')"));
  CHECK_FALSE(predicts_on_request("p.add_argument('--predict', type=str)"));
}

TEST_CASE("numbers for the program are settings, numbers for the machines are not") {
  CHECK(sets_options("python fit.py --d_layers 2 --e_layers 3 --label_len 48\n"));
  CHECK(sets_options("python fit.py \\\n  net.hidden=48 segment=4 \\\n  stride=0.5\n"));
  CHECK_FALSE(sets_options("torchrun --nnodes 2 --nproc_per_node 8 --master_port 29500 fit.py\n"));
  CHECK_FALSE(sets_options("A=1\nB=2\nC=3\npython fit.py --name leaf\n"));
  CHECK_FALSE(sets_options("#SBATCH --nodes 4 --width 2 --depth 3 --height 4\n"));
}

TEST_CASE("a launcher of a program that only measures this time") {
  CHECK(only_evaluates("python main.py --eval \\\n  --cfg a.yaml\n"));
  CHECK(only_evaluates("python main.py --do_train=False\n"));
  CHECK_FALSE(only_evaluates("python main.py --eval data/leaves.csv\n"));
  CHECK_FALSE(only_evaluates("python main.py --do_train --do_eval\n"));
  CHECK_FALSE(only_evaluates("python m.py --lr=0.1\npython m.py --do_train=False\n"));
  CHECK(only_predicts("python main.py --do_predict\n"));
  CHECK_FALSE(only_predicts("python main.py --do_train --do_predict\n"));
}

TEST_CASE("the one program of a training script trains, a tool of it does not") {
  const char* entry = "from lib import go\nif __name__ == '__main__':\n  go()\n";
  CHECK(roles_of({ { "main.py", entry }, { "train.sh", "python main.py\n" } }).training ==
        ScriptPaths{ "main.py", "train.sh" });
  CHECK(roles_of({ { "find_port.py", entry }, { "train.sh", "python find_port.py\n" } })
          .training.empty());
  CHECK(roles_of({ { "main.py", entry }, { "go.sh", "python main.py\n" } }).training.empty());
}

TEST_CASE("a demonstration with hyperparameters is one of the training") {
  const auto with = [](const char* command) {
    return roles_of({ { "fit.py", small_trainer }, { "leaf_demo.sh", command } });
  };
  CHECK(with("python fit.py --lr 0.1 --epochs 3\n").training ==
        ScriptPaths{ "fit.py", "leaf_demo.sh" });
  CHECK(with("python fit.py --image a.png\n").inference == ScriptPaths{ "leaf_demo.sh" });
}

TEST_CASE("what a launcher prepares, and what it only does on the way") {
  CHECK(roles_of({ { "clean_data.py", preparer }, { "build_data.sh", "python clean_data.py\n" } })
          .preprocessing == ScriptPaths{ "clean_data.py", "build_data.sh" });
  CHECK(roles_of({ { "clean_data.py", preparer }, { "compute_bleu.sh", "python clean_data.py\n" } })
          .preprocessing == ScriptPaths{ "clean_data.py" });
  CHECK(roles_of({ { "Makefile", "dataset:\n\tmkdir x && \\\n\t\twget -O x https://a.b\n" } })
          .preprocessing == ScriptPaths{ "Makefile" });
  CHECK(roles_of({ { "Makefile", "weights:\n\twget https://a.b\ndataset:\n\techo\n" } })
          .preprocessing.empty());
}

TEST_CASE("files of rules are for one part of a workflow that trains") {
  const Survey survey = roles_of({
    { "workflow/Snakefile", "configfile: \"config/all.yaml\"\ninclude: \"rules/training.smk\"\n" },
    { "workflow/rules/training.smk", "rule fit:\n  shell: 'x'\n" },
    { "workflow/rules/forest.smk", "rule train_a:\n  x\nrule train_b:\n  x\n" },
    { "workflow/rules/predictions.smk", "rule predict:\n  x\n" },
    { "workflow/rules/evaluation.smk", "rule metrics:\n  x\n" },
    { "workflow/rules/features.smk", "rule windows:\n  x\n" },
    { "workflow/rules/features_defs.smk", "def windows():\n  pass\n" },
    { "workflow/rules/plots.smk", "rule plot_training:\n  x\n" },
  });
  CHECK(survey.training == ScriptPaths{ "workflow/rules/training.smk", "workflow/rules/forest.smk",
                                        "workflow/Snakefile" });
  CHECK(survey.inference == ScriptPaths{ "workflow/rules/predictions.smk" });
  CHECK(survey.evaluation == ScriptPaths{ "workflow/rules/evaluation.smk" });
  CHECK(survey.preprocessing == ScriptPaths{ "workflow/rules/features.smk" });

  const Survey none = roles_of({
    { "Snakefile", "include: \"rules/features.smk\"\n" },
    { "rules/features.smk", "rule windows:\n  x\n" },
  });
  CHECK(none.training.empty());
  CHECK(roles_of({ { "rules/strains.smk", "rule count_strains:\n  x\n" } }).training.empty());
  CHECK(none.preprocessing.empty());
}

TEST_CASE("settings that a training is started with or opens are named") {
  const auto named = [](Scripts files) {
    Survey survey;
    ScriptPaths paths;
    for (const NamedSettings& settings : assign_roles(script_files(files), survey))
      paths.push_back(settings.folder + ":" + settings.written);
    return paths;
  };
  CHECK(named({ { "fit.py", small_trainer },
                { "s/go.sh", "python fit.py --cfg conf/a.yaml --deepspeed ds.json\n" } }) ==
        ScriptPaths{ "s:conf/a.yaml" });
  CHECK(named({ { "src/fit.py",
                  "@hydra.main(config_path='../conf', config_name='all')\n"
                  "def main(c):\n  loss.backward()\nmain()\n" } }) ==
        ScriptPaths{ "src:../conf/all.yaml" });
  CHECK(named({ { "show.py", "print(open('a.yaml').read())\n" },
                { "go.sh", "python show.py --cfg a.yaml\n" } })
          .empty());
}
