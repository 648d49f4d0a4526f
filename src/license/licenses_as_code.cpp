// A step of the build: licenses_as_code OUTPUT TABLE SETS writes licences, what they are called,
// and the sets of them as constants, with which a run begins without reading any.
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "embedded/code.h"
#include "license/license_cells.h"
#include "license/spelling.h"
#include "text/letters.h"

namespace {

using namespace reallyopen;

using Rows = std::vector<LicenseCells>;
using Names = std::map<std::string, std::size_t>;  // the number of a row by what it is called

constexpr std::string_view contents[] = { "code", "weights", "data", "documentation", "outputs" };

std::string view_list(std::string_view name, const std::vector<std::string_view>& views) {
  std::string code = fmt::format("constexpr std::string_view {}[] = {{ ", name);
  for (const std::string_view view : views) code += view_literal(view) + ", ";
  return code + "};\n";
}

std::string openness_of(char letter) {
  return letter == 'o'   ? "Openness::open"
         : letter == 'r' ? "Openness::restricted"
                         : "Openness::unknown";
}

// The constant row of one licence; its lists stand before it.
std::string row(const LicenseCells& cells, std::size_t number, std::string& lists) {
  std::string code = fmt::format("  {{ .id = {}, .title = {}, ", view_literal(cells.id),
                                 view_literal(cells.title));
  const auto list = [&](std::string_view field, std::string_view cell) {
    if (cell.empty()) return;
    const std::string name = fmt::format("{}_{}", field, number);
    lists += view_list(name, parts_of(cell));
    code += fmt::format(".{} = {}, ", field, name);
  };
  const auto text = [&](std::string_view field, std::string_view cell) {
    if (!cell.empty()) code += fmt::format(".{} = {}, ", field, view_literal(cell));
  };
  constexpr std::pair<char, std::string_view> flags[] = {
    { 'e', "exception" }, { 'd', "deprecated" }, { 'o', "osi_approved" }, { 'f', "fsf_free" },
    { 'p', "policy" },    { 'r', "reference" },  { 'm', "family" }
  };
  for (const auto& [letter, field] : flags)
    if (cells.has(letter)) code += fmt::format(".{} = true, ", field);
  list("successors", cells.successors);
  code += ".openness = { { ";
  for (std::size_t i = 0; i < std::size(contents); ++i)
    code += openness_of(cells.openness.at(i)) + ", ";
  code += "} }, ";
  list("restrictions", cells.restrictions);
  text("source", cells.source);
  text("why", cells.why);
  list("spellings", cells.spellings);
  text("modifies", cells.modifies);
  list("urls", cells.urls);
  return code + "},\n";
}

Names ids_of(const Rows& rows) {
  Names ids;
  for (std::size_t i = 0; i < rows.size(); ++i) ids.emplace(lower(rows[i].id), i);
  return ids;
}

// What is said first stands: ids in force, then all ids, then other spellings, then titles.
Names names_of(const Rows& rows) {
  Names names;
  const auto each = [&](auto&& words_of) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (rows[i].has('e')) continue;
      for (const std::string_view words : words_of(rows[i]))
        if (std::string key = spelling_key(words); !key.empty()) names.emplace(std::move(key), i);
    }
  };
  using Words = std::vector<std::string_view>;
  each([](const LicenseCells& cells) { return cells.has('d') ? Words{} : Words{ cells.id }; });
  each([](const LicenseCells& cells) { return Words{ cells.id }; });
  each([](const LicenseCells& cells) { return parts_of(cells.spellings); });
  each([](const LicenseCells& cells) { return Words{ cells.title }; });
  return names;
}

Names urls_of(const Rows& rows) {
  Names urls;
  for (const bool deprecated : { false, true })
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (rows[i].has('d') == deprecated)
        for (const std::string_view url : parts_of(rows[i].urls)) urls.emplace(url, i);
  return urls;
}

std::string name_list(std::string_view name, const Names& names) {
  std::string code = fmt::format("constexpr LicenseName {}[] = {{\n", name);
  for (const auto& [key, number] : names)
    code += fmt::format("  {{ {}, {} }},\n", view_literal(key), number);
  return code + "};\n";
}

// What a set takes from the table: `osi_approved`, or all that is open for a content.
void add_from_table(const nlohmann::json& set, const Rows& rows,
                    std::map<std::string, std::string>& ids) {
  const bool osi = set.value("osi_approved", false);
  const std::string content = set.value("open_for", "");
  const auto found = std::ranges::find(contents, content);
  if (!content.empty() && found == std::end(contents))
    throw std::runtime_error(fmt::format("a licence set names the content `{}`", content));
  for (const LicenseCells& cells : rows) {
    if (cells.has('e') || cells.has('m') || cells.has('p')) continue;
    const bool open = found != std::end(contents) &&
                      cells.openness.at(static_cast<std::size_t>(found - contents)) == 'o';
    if ((osi && cells.has('o')) || open) ids.emplace(lower(cells.id), cells.id);
  }
}

std::vector<std::string_view> keys_of(const std::map<std::string, std::string>& ids) {
  std::vector<std::string_view> keys;
  for (const auto& [key, id] : ids) keys.push_back(key);
  return keys;
}

// A set names what it takes from the table, ids of its own, and other sets that it includes.
std::string set_lists(const nlohmann::json& sets, const Rows& rows) {
  std::string lists;
  std::string code = "constexpr PreparedSet sets[] = {\n";
  std::size_t number = 0;
  for (const auto& [name, set] : sets.items()) {
    std::map<std::string, std::string> ids;
    std::map<std::string, std::string> listed;
    const auto add = [&](const nlohmann::json& from) {
      add_from_table(from, rows, ids);
      for (const auto& id : from.value("ids", std::vector<std::string>()))
        ids.emplace(lower(id), id);
    };
    add(set);
    for (const std::string& other : set.value("includes", std::vector<std::string>()))
      add(sets.at(other));
    for (const auto& id : set.value("ids", std::vector<std::string>()))
      listed.emplace(lower(id), id);
    std::vector<std::string_view> spelled;
    for (const auto& [key, id] : listed) spelled.push_back(id);
    lists += view_list(fmt::format("set_{}", number), keys_of(ids));
    if (!spelled.empty()) lists += view_list(fmt::format("listed_{}", number), spelled);
    code += fmt::format("  {{ {}, {}, set_{}, {} }},\n", view_literal(name),
                        view_literal(set.at("title").get<std::string>()), number,
                        spelled.empty() ? "{}" : fmt::format("listed_{}", number));
    ++number;
  }
  return lists + code + "};\n";
}

constexpr const char* form = R"(// Generated from schemas/ by src/license/licenses_as_code.cpp.
#include "license/prepared_licenses.h"

namespace reallyopen {{
namespace {{

using namespace std::string_view_literals;

{}constexpr License licenses[] = {{
{}}};
{}{}{}{}
}}  // namespace

std::span<const License> prepared_licenses() {{ return licenses; }}
std::span<const LicenseName> prepared_ids() {{ return ids; }}
std::span<const LicenseName> prepared_names() {{ return names; }}
std::span<const LicenseName> prepared_urls() {{ return urls; }}
std::span<const PreparedSet> prepared_sets() {{ return sets; }}

}}  // namespace reallyopen
)";

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  try {
    const std::string table = read_file(argv[2]);
    const Rows rows = read_cells(table);
    std::string lists;
    std::string licenses;
    for (std::size_t i = 0; i < rows.size(); ++i) licenses += row(rows[i], i, lists);
    std::ofstream(argv[1], std::ios::binary) << fmt::format(
      form, lists, licenses, name_list("ids", ids_of(rows)), name_list("names", names_of(rows)),
      name_list("urls", urls_of(rows)), set_lists(nlohmann::json::parse(read_file(argv[3])), rows));
    return 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 1;
  }
}
