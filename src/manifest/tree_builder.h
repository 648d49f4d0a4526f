// Builds positioned nodes from the parser's events, within the limits.
#pragma once

#include <yaml-cpp/anchor.h>
#include <yaml-cpp/emitterstyle.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "manifest/cursor.h"
#include "manifest/parse.h"
#include "manifest/scalar_source.h"
#include "manifest/syntax_error.h"

namespace reallyopen {

class TreeBuilder : public YAML::EventHandler {
 public:
  // Thrown through the parser when going on is pointless: a limit, or too many problems.
  struct Stop {};

  TreeBuilder(Document& document, const ParseLimits& limits, Dialect dialect, ParseResult& result)
      : document_(document),
        limits_(limits),
        strict_(dialect == Dialect::manifest),
        result_(result),
        cursor_(document) {}

  // Where the events stopped, for the explanation of a syntax error.
  SyntaxContext context() const;
  Cursor& cursor() { return cursor_; }
  // Throws Stop when there are too many. `over_limit` outranks `unreadable`.
  void add_problem(Problem problem, ParseFailure failure = ParseFailure::unreadable);

  void OnDocumentStart(const YAML::Mark&) override { anchors_.clear(); }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override;
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override;
  void OnMapEnd() override { close(); }

 private:
  struct Frame {
    Node node;
    std::optional<Node> key;  // read, and waiting for its value
    std::size_t offset = 0;
    std::size_t key_end = 0;  // offset behind the last key
    bool flow = false;
    YAML::anchor_t anchor = 0;
    int height = 1;
  };
  // Anchored nodes are found again by their way from the root: vectors move their elements.
  struct Anchor {
    std::vector<std::size_t> way;
    std::size_t nodes = 0;
    std::size_t text_bytes = 0;
    int height = 0;
    bool complete = false;
  };

  void open(NodeKind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
            bool flow);
  void close();
  void add(Node node, int height);
  void set_key(Node node);
  void count(std::size_t nodes, std::size_t offset);
  bool expects_key() const;
  void place_node(Node& node, std::size_t offset, int width);
  void place_empty(Node& node, std::size_t mark);
  void register_anchor(YAML::anchor_t anchor);
  void complete_anchor(YAML::anchor_t anchor, int height);
  const Node* anchored(const Anchor& anchor) const;
  void take_tag(const NodeSource& source, Node& node);
  void refuse_empty_key(std::size_t offset);
  void refuse_key_without_colon();
  void report_duplicates(const Node& mapping);
  std::string field() const;

  Document& document_;
  const ParseLimits& limits_;
  bool strict_;
  ParseResult& result_;
  Cursor cursor_;
  std::vector<Frame> stack_;
  std::vector<Anchor> anchors_;  // the parser numbers anchors from 1
  std::size_t nodes_ = 0;
  std::size_t text_bytes_ = 0;
  std::optional<std::size_t> last_scalar_;
  std::size_t last_end_ = 0;  // behind the last scalar or alias
};

}  // namespace reallyopen
