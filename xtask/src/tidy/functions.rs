//! Finds the functions of a source and leaves the tests out.

use super::lexer::{Kind, Token, lex};

/// A function and its length from `fn` to the closing brace.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Function<'a> {
    pub(super) name: &'a str,
    /// The line of `fn`, from 1.
    pub(super) line: usize,
    pub(super) lines: usize,
}

/// The functions with a body, nested ones included, that are not tests.
pub(super) fn functions(source: &str) -> Vec<Function<'_>> {
    let tokens = without_tests(&code(source));
    let mut found = Vec::new();
    let mut rest = tokens.as_slice();
    while let Some((first, after)) = rest.split_first() {
        if first.is("fn")
            && let Some(function) = function(first, after)
        {
            found.push(function);
        }
        rest = after;
    }
    found
}

/// Names of the modules that a source declares in other files and for tests alone.
pub(super) fn test_modules(source: &str) -> Vec<&str> {
    let tokens = code(source);
    let mut names = Vec::new();
    let mut rest = tokens.as_slice();
    while let Some((_, after)) = rest.split_first() {
        if let Some(length) = test_attribute(rest)
            && let Some([module, name, end, ..]) = rest.get(length..)
            && module.is("mod")
            && end.is(";")
        {
            names.push(name.text);
        }
        rest = after;
    }
    names
}

/// Tokens without comments.
fn code(source: &str) -> Vec<Token<'_>> {
    lex(source).into_iter().filter(|token| token.kind != Kind::Comment).collect()
}

/// The function whose `fn` is `keyword`; `None` for types, for macro variables and without a body.
fn function<'a>(keyword: &Token<'a>, after: &[Token<'a>]) -> Option<Function<'a>> {
    let name = after.first().filter(|token| token.kind == Kind::Word)?;
    let body = after.get(item_head(after)..)?;
    let close = body.get(group(body).checked_sub(1)?)?;
    close.is("}").then(|| Function {
        name: name.text,
        line: keyword.line,
        lines: close.line + 1 - keyword.line,
    })
}

/// How many tokens come before the body or the semicolon of an item.
fn item_head(tokens: &[Token<'_>]) -> usize {
    let mut position = 0;
    while let Some(tail) = tokens.get(position..)
        && let Some(first) = tail.first()
    {
        if first.is("{") || first.is(";") || is_close(first) {
            break;
        }
        position += group(tail);
    }
    position
}

/// The length of what starts here: one token, or a bracket with all that it holds.
fn group(tokens: &[Token<'_>]) -> usize {
    let mut depth = 0_usize;
    for (position, token) in tokens.iter().enumerate() {
        if is_open(token) {
            depth += 1;
        } else if is_close(token) {
            depth = depth.saturating_sub(1);
        }
        if depth == 0 {
            return position + 1;
        }
    }
    tokens.len()
}

fn is_open(token: &Token<'_>) -> bool {
    token.is("(") || token.is("[") || token.is("{")
}

fn is_close(token: &Token<'_>) -> bool {
    token.is(")") || token.is("]") || token.is("}")
}

/// Leaves out each item under `#[cfg(test)]` or `#[test]`, or all of a source under `#![cfg(test)]`.
fn without_tests<'a>(tokens: &[Token<'a>]) -> Vec<Token<'a>> {
    let mut kept = Vec::new();
    let mut rest = tokens;
    while let Some((first, after)) = rest.split_first() {
        if is_test_file(rest) {
            return Vec::new();
        }
        rest = match test_attribute(rest) {
            Some(length) => after_item(rest.get(length..).unwrap_or_default()),
            None => {
                kept.push(*first);
                after
            }
        };
    }
    kept
}

fn is_test_file(tokens: &[Token<'_>]) -> bool {
    match tokens {
        [hash, bang, bracket @ ..] if hash.is("#") && bang.is("!") => is_test_group(bracket),
        _ => false,
    }
}

/// The length of the attributes here, if one of them is for tests.
fn test_attribute(tokens: &[Token<'_>]) -> Option<usize> {
    let mut length = 0;
    let mut for_tests = false;
    while let Some([hash, bracket @ ..]) = tokens.get(length..)
        && hash.is("#")
        && bracket.first().is_some_and(|first| first.is("["))
    {
        for_tests |= is_test_group(bracket);
        length += 1 + group(bracket);
    }
    for_tests.then_some(length)
}

/// `[cfg(test)]`, `[cfg(all(test, …))]`, `[test]`, `[tokio::test(…)]`
fn is_test_group(bracket: &[Token<'_>]) -> bool {
    let inside = bracket.get(1..group(bracket)).unwrap_or_default();
    let words: Vec<_> =
        inside.iter().filter(|token| token.kind == Kind::Word).map(|token| token.text).collect();
    match words.as_slice() {
        ["cfg", "test", ..] | ["cfg", "all", "test", ..] => true,
        _ => {
            let path: Vec<_> = inside
                .iter()
                .take_while(|token| token.kind == Kind::Word || token.is(":"))
                .filter(|token| token.kind == Kind::Word)
                .collect();
            path.last().is_some_and(|last| last.is("test"))
        }
    }
}

/// What follows the item, field or arm that starts here.
fn after_item<'a, 'b>(tokens: &'b [Token<'a>]) -> &'b [Token<'a>] {
    const ITEMS: &[&str] =
        &["fn", "mod", "impl", "struct", "enum", "trait", "use", "const", "static", "type"];
    let mut position = 0;
    let mut is_item = false;
    while let Some(tail) = tokens.get(position..)
        && let Some(first) = tail.first()
    {
        is_item |= ITEMS.iter().any(|word| first.is(word));
        // A field or an arm ends at its comma; in an item a comma may part generics.
        let ends_here = first.is("{") || first.is(";") || (first.is(",") && !is_item);
        if is_close(first) {
            break;
        }
        position += group(tail);
        if ends_here {
            break;
        }
    }
    tokens.get(position..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, expected: &[(&str, usize, usize)]) {
        let found: Vec<_> = functions(source)
            .into_iter()
            .map(|function| (function.name, function.line, function.lines))
            .collect();
        assert_eq!(found, expected, "{source}");
    }

    #[test]
    fn a_function_is_measured_from_fn_to_its_brace() {
        check("fn a() {}\n", &[("a", 1, 1)]);
        check(
            "#[inline]\npub async fn a(\n    x: [u8; 4],\n) -> u8\n{\n    1\n}\n",
            &[("a", 2, 6)],
        );
    }

    #[test]
    fn braces_in_text_and_comments_do_not_count() {
        check("fn a() {\n    \"}\";\n    '}'; // }\n    /* } */ r#\"}\"#;\n}\n", &[("a", 1, 5)]);
    }

    #[test]
    fn nested_functions_and_methods_are_found() {
        let source = "impl A {\n    fn a() {\n        fn b() {\n        }\n    }\n}\n";
        check(source, &[("a", 2, 4), ("b", 3, 2)]);
    }

    #[test]
    fn what_has_no_body_or_no_name_is_no_function() {
        check("trait A { fn a(&self); fn b(&self) {} }", &[("b", 1, 1)]);
        check("type F = fn(u8) -> u8; struct S { f: fn() }", &[]);
        check("macro_rules! m { ($n:ident) => { fn $n() { } } }", &[]);
    }

    #[test]
    fn tests_are_left_out_and_what_follows_is_not() {
        check("#[cfg(test)]\nmod tests {\n    fn a() {}\n}\nfn b() {}", &[("b", 5, 1)]);
        check("#[cfg(all(test, unix))]\nmod tests { fn a() {} }\nfn b() {}", &[("b", 3, 1)]);
        check("#[test]\n#[ignore]\nfn a<A, B>() { fn c() {} }\nfn b() {}", &[("b", 4, 1)]);
        check("#[allow(x)]\n#[tokio::test]\nasync fn a() {}\nfn b() {}", &[("b", 4, 1)]);
        check("#[cfg(test)]\nuse a::{b, c};\nfn b() {}", &[("b", 3, 1)]);
        check("#![cfg(test)]\nfn b() {}", &[]);
    }

    #[test]
    fn a_field_for_tests_does_not_swallow_its_neighbours() {
        check("struct S {\n    #[cfg(test)]\n    f: u8,\n    g: u8,\n}\nfn b() {}", &[("b", 6, 1)]);
        check("fn a() {\n    S { #[cfg(test)] f: 1 }\n}\nfn b() {}", &[("a", 1, 3), ("b", 4, 1)]);
    }

    #[test]
    fn code_that_is_not_only_for_tests_stays() {
        check("#[cfg(any(test, feature = \"mock\"))]\nfn a() {}", &[("a", 2, 1)]);
        check("#[cfg(not(test))]\nfn a() {}", &[("a", 2, 1)]);
        check("#[doc = \"test\"]\nfn a() {}", &[("a", 2, 1)]);
    }

    #[test]
    fn test_modules_in_other_files_are_named() {
        assert_eq!(test_modules("#[cfg(test)] // why\nmod checks; // fn"), ["checks"]);
        assert_eq!(
            test_modules("#[cfg(test)]\nmod tests;\nmod a;\n#[cfg(test)] mod b {}"),
            ["tests"]
        );
    }

    #[test]
    fn unfinished_source_is_survived() {
        for source in ["fn", "fn a", "fn a() {", "#[cfg(test)]", "#[", "#![", "fn a() }"] {
            functions(source);
        }
    }
}
