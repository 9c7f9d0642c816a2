//! Webhook bodies: written inline, or kept in a file beside the scenario.

use std::path::Path;

use serde_json::{Map, Value as Json, json};
use toml::de::DeValue;

use super::fields::{Fields, Value};
use super::problem::Problems;
use crate::stage::direction::{Post, TokenSent};

/// Largest body that a scenario can post, in bytes: above every limit that is to be tried.
const BODY_BYTES_MAX: u64 = 8 * 1024 * 1024;

/// The status of a webhook that was taken.
const TAKEN: u16 = 200;

/// Reads `alert`: the body of a known source.
pub(super) fn alert(
    fields: &mut Fields<'_, '_>,
    folder: &Path,
    problems: &mut Problems<'_>,
) -> Option<Post> {
    let source = fields.text("source", problems);
    let file = fields.text("body_file", problems);
    let title = fields.text("title", problems).map(|(title, _)| title.to_owned());
    let mut field = |key: &'static str| fields.text(key, problems).map(|(text, _)| text.to_owned());
    let (description, component) = (field("description"), field("component"));
    let (severity, status) = (field("severity"), field("status"));
    let (name, chart, group) = (field("name"), field("chart"), field("group"));
    let labels = table(fields, "labels", problems);
    let links = table(fields, "links", problems);
    let source = match source {
        None | Some(("alertmanager", _)) => "alertmanager",
        Some(("json", _)) => "json",
        Some((other, span)) => {
            problems.add(
                &span,
                format!("`{other}` is no source of alerts; write `alertmanager` or `json`"),
            );
            return None;
        }
    };
    let body = match (file, title) {
        (Some((file, span)), None) => match std::fs::read(folder.join(file)) {
            Ok(body) => body,
            Err(error) => {
                problems
                    .add(&span, format!("`{file}` beside the scenario cannot be read: {error}"));
                return None;
            }
        },
        (None, Some(title)) => {
            let inline = Inline {
                title,
                description,
                component,
                severity,
                status,
                name,
                chart,
                group,
                labels,
                links,
            };
            let body = if source == "json" { inline.plain() } else { inline.alertmanager() };
            body.to_string().into_bytes()
        }
        _ => {
            problems
                .add(&fields.span, "an alert has either `title` or `body_file`; write one of them");
            return None;
        }
    };
    let path = format!("/hooks/{source}");
    Some(Post { path, body, token: TokenSent::Right, status: TAKEN, says: None })
}

/// An alert as it is written in a step.
#[derive(Debug)]
struct Inline {
    title: String,
    description: Option<String>,
    component: Option<String>,
    severity: Option<String>,
    status: Option<String>,
    name: Option<String>,
    chart: Option<String>,
    group: Option<String>,
    labels: Map<String, Json>,
    links: Map<String, Json>,
}

impl Inline {
    /// The body that Prometheus Alertmanager sends, version 4.
    fn alertmanager(self) -> Json {
        let status = self.status.unwrap_or_else(|| String::from("firing"));
        let name = self.name.unwrap_or_else(|| self.title.clone());
        let mut labels = self.labels;
        labels.insert(String::from("alertname"), json!(name));
        for (label, value) in [("component", self.component), ("severity", self.severity)] {
            if let Some(value) = value {
                labels.insert(label.to_owned(), json!(value));
            }
        }
        let mut annotations = Map::new();
        annotations.insert(String::from("summary"), json!(self.title));
        for (annotation, value) in [("description", self.description), ("chart", self.chart)] {
            if let Some(value) = value {
                annotations.insert(annotation.to_owned(), json!(value));
            }
        }
        for (label, url) in self.links {
            annotations.insert(format!("{label}_url"), url);
        }
        let group = self.group.unwrap_or_else(|| format!("{{}}:{{alertname=\"{name}\"}}"));
        json!({
            "version": "4",
            "groupKey": group,
            "truncatedAlerts": 0,
            "status": status,
            "receiver": "chatops",
            "groupLabels": { "alertname": name },
            "commonLabels": labels,
            "commonAnnotations": annotations,
            "externalURL": "",
            "alerts": [{
                "status": status,
                "labels": labels,
                "annotations": annotations,
                "generatorURL": "",
            }],
        })
    }

    /// The plain JSON form.
    fn plain(self) -> Json {
        let mut alert = Map::new();
        let texts = [
            ("title", Some(self.title)),
            ("description", self.description),
            ("component", self.component),
            ("severity", self.severity),
            ("status", self.status),
            ("key", self.name),
            ("chart", self.chart),
            ("group", self.group),
        ];
        for (key, value) in texts {
            if let Some(value) = value {
                alert.insert(key.to_owned(), json!(value));
            }
        }
        alert.insert(String::from("labels"), Json::Object(self.labels));
        alert.insert(String::from("links"), Json::Object(self.links));
        Json::Object(alert)
    }
}

fn table(
    fields: &mut Fields<'_, '_>,
    key: &'static str,
    problems: &mut Problems<'_>,
) -> Map<String, Json> {
    let mut found = Map::new();
    let Some(value) = fields.value(key) else { return found };
    match value.get_ref() {
        DeValue::Table(table) => {
            for (name, value) in table.iter() {
                match text(value) {
                    Some(text) => drop(found.insert(name.get_ref().to_string(), json!(text))),
                    None => problems.add(
                        &value.span(),
                        format!("every value of `{key}` is a text; put it in quotes"),
                    ),
                }
            }
        }
        _ => problems.add(
            &value.span(),
            format!("`{key}` is a table of texts; write `{{ name = \"value\" }}`"),
        ),
    }
    found
}

fn text(value: &Value<'_>) -> Option<String> {
    value.get_ref().as_str().map(str::to_owned)
}

/// Reads `post`: any body to any path, with the answer that must come back.
pub(super) fn post(
    fields: &mut Fields<'_, '_>,
    folder: &Path,
    problems: &mut Problems<'_>,
) -> Option<Post> {
    let path = fields.needed_text("path", problems);
    let inline = fields.text("body", problems);
    let file = fields.text("body_file", problems);
    let size = fields.number("body_bytes", problems);
    let token = fields.text("token", problems);
    let status = fields.number("status", problems).unwrap_or_else(|| u64::from(TAKEN));
    let says = fields.text("says", problems).map(|(says, _)| says.to_owned());
    let token = match token {
        None | Some(("right", _)) => TokenSent::Right,
        Some(("wrong", _)) => TokenSent::Wrong,
        Some(("none", _)) => TokenSent::Missing,
        Some((other, span)) => {
            problems.add(&span, format!("`{other}` is no token; write `right`, `wrong` or `none`"));
            return None;
        }
    };
    let body = match (inline, file, size) {
        (Some((body, _)), None, None) => body.as_bytes().to_vec(),
        (None, Some((file, span)), None) => match std::fs::read(folder.join(file)) {
            Ok(body) => body,
            Err(error) => {
                problems
                    .add(&span, format!("`{file}` beside the scenario cannot be read: {error}"));
                return None;
            }
        },
        (None, None, Some(size)) if size <= BODY_BYTES_MAX => {
            vec![b' '; usize::try_from(size).unwrap_or_default()]
        }
        _ => {
            problems.add(
                &fields.span,
                format!("a post has exactly one of `body`, `body_file` and `body_bytes` (at most {BODY_BYTES_MAX})"),
            );
            return None;
        }
    };
    let Ok(status) = u16::try_from(status) else {
        problems.add(&fields.span, "`status` is an HTTP status such as 400");
        return None;
    };
    let (path, span) = path?;
    if !path.starts_with('/') || path.chars().any(|c| c.is_whitespace() || c.is_control()) {
        problems.add(&span, "`path` begins with `/` and has no spaces, for example `/hooks/json`");
        return None;
    }
    Some(Post { path: path.to_owned(), body, token, status, says })
}
