// All facts of a release, each gathered when a quantity is first asked for.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/fact.h"
#include "ledger/reader.h"
#include "repository/snapshot.h"

namespace reallyopen {

class Ledger {
 public:
  enum class Reach {
    all,     // every folder below the model's
    beside,  // what stands directly in it: what speaks of the model as a whole
  };

  // Of the model in `folder`. The snapshot must outlive the ledger, and so must `headers`, where
  // others read those of weights as well.
  Ledger(const Snapshot& snapshot, std::string folder, Reach reach = Reach::all,
         WeightsHeaders* headers = nullptr);

  // The most definitive first; of one source in the order of its files. Where only one kind of
  // source is asked for, no other is read.
  std::vector<Fact> about(std::string_view quantity, std::optional<SourceKind> source = {});
  // What sources of one kind find in one file, whatever else there is, and without a walk; of one
  // quantity, or of all where that is "".
  std::vector<Fact> in_file(const std::string& path, SourceKind source,
                            std::string_view quantity = "") const;
  std::vector<Fact> everything();

  // Not where a reader that was asked had too many files, or a folder could not be read.
  bool complete() const;

 private:
  void look();
  void look_beside();
  void run(const Reader& reader);

  const Snapshot& snapshot_;
  WeightsHeaders own_headers_;
  WeightsHeaders* shared_headers_;
  std::string folder_;
  Reach reach_;
  std::map<const Reader*, std::vector<SourceFile>> files_;
  std::map<const Reader*, std::vector<Fact>> facts_;  // of the readers that have run
  std::set<const Reader*> cut_;                       // those with more files than they take
  bool looked_ = false;
  bool complete_ = true;
};

// Those of the folders of one release, each made when it is first asked for.
class Ledgers {
 public:
  explicit Ledgers(const Snapshot& snapshot) : snapshot_(snapshot), headers_(snapshot) {}

  WeightsHeaders& headers() { return headers_; }

  // Of what stands directly in the folder.
  Ledger& beside(const std::string& folder) {
    return all_.try_emplace(folder, snapshot_, folder, Ledger::Reach::beside, &headers_)
      .first->second;
  }

 private:
  const Snapshot& snapshot_;
  WeightsHeaders headers_;
  std::map<std::string, Ledger> all_;
};

}  // namespace reallyopen
