#include "report/xml_text.h"

namespace reallyopen {

std::string escape_xml(std::string_view shown) {
  std::string result;
  for (const char letter : shown) {
    switch (letter) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\'':
        result += "&#39;";  // `&apos;` is XML's alone
        break;
      default:
        result += letter;
    }
  }
  return result;
}

}  // namespace reallyopen
