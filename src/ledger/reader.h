// A reader turns the files of one kind into facts. It knows nothing of rules and manifests.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/fact.h"
#include "ledger/weights_header.h"
#include "manifest/parse.h"
#include "repository/snapshot.h"

namespace reallyopen {

// A file that a reader takes.
struct SourceFile {
  Entry entry;
  std::string folder;  // its own, from that of the model; "" beside the manifest
};

class FactWriter;

struct Reader {
  std::string_view id;
  SourceKind source;
  std::span<const std::string_view> quantities;  // ids of what it may speak of
  // By the name of the file, in lower case, and its path from the folder of the model.
  bool (*takes)(std::string_view name, std::string_view path);
  void (*read)(std::span<const SourceFile> files, FactWriter& out);
  std::size_t most_files = 500;
};

std::span<const Reader* const> all_readers();

// Where a reader puts what it finds, and gets what it reads.
class FactWriter {
 public:
  FactWriter(const Snapshot& snapshot, WeightsHeaders& headers, SourceKind source,
             std::vector<Fact>& facts)
      : snapshot_(snapshot), headers_(headers), source_(source), facts_(facts) {}

  const Snapshot& snapshot() const { return snapshot_; }
  WeightsHeaders& headers() { return headers_; }

  // The whole file, where it is UTF-8 text of at most `limit` bytes; else "".
  std::string text(const SourceFile& file, std::size_t limit = 1u << 20) const;
  // Where `part`, a view into the text of the file, stands.
  static Place place(const SourceFile& file, std::string_view text, std::string_view part);
  // The values of a configuration; null where it does not parse.
  std::unique_ptr<Document> values(const SourceFile& file) const;

  // At most 20,000 facts are kept of a ledger.
  void add(std::string_view quantity, const Node& value, Place place, std::string scope = "",
           bool hint = false);
  void add(std::string_view quantity, const Document& document, const Node& value,
           std::string scope = "", bool hint = false);

 private:
  const Snapshot& snapshot_;
  WeightsHeaders& headers_;
  SourceKind source_;
  std::vector<Fact>& facts_;
};

}  // namespace reallyopen
