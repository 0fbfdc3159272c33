#!/usr/bin/env python3
"""Writes a CustomResourceDefinition as a table of facts: one line a schema node, in order of path.

    build/crd-facts.py CRD.yaml > policy-model/src/test/resources/dev/ballast/policy/crd/backendtrafficpolicy-facts.tsv

CrdFactsTest holds the CRD that we write to this table, node by node. The table was taken once from the CRD that the API's
authors publish; take it again when the API moves on, then let the wire records follow. Needs PyYAML.

Columns, tab-separated, empty where the node has no such fact, JSON where it is more than a word:
path, type, format, bounds (minimum .. maxItems), enum, pattern, default, list and map semantics, required children,
choices (allOf, anyOf, int-or-string, any fields), CEL rules as [message, rule].
The first lines, whose path begins with "crd:", hold what stands around the schema. Prose is left out.
"""

import json
import sys

import yaml

BOUNDS = ["minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems"]
SEMANTICS = ["x-kubernetes-list-type", "x-kubernetes-list-map-keys", "x-kubernetes-map-type"]
CHOICES = ["allOf", "anyOf", "x-kubernetes-int-or-string", "x-kubernetes-preserve-unknown-fields"]
CHILDREN = ["properties", "items", "additionalProperties"]
KNOWN = ["type", "format", "enum", "pattern", "default", "required", "x-kubernetes-validations", "description"]


def text(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def some(node, keywords):
    return text({keyword: node[keyword] for keyword in keywords if keyword in node}) if any(k in node for k in keywords) else ""


def one(node, keyword):
    return text(node[keyword]) if keyword in node else ""


def walk(path, node):
    strange = set(node) - set(BOUNDS + SEMANTICS + CHOICES + CHILDREN + KNOWN)
    if strange:
        sys.exit(f"{path}: no column for {sorted(strange)}")
    rules = [[rule["message"], rule["rule"]] for rule in node.get("x-kubernetes-validations", [])]
    yield [path, node.get("type", ""), node.get("format", ""), some(node, BOUNDS), one(node, "enum"), one(node, "pattern"),
           one(node, "default"), some(node, SEMANTICS), one(node, "required"), some(node, CHOICES), text(rules) if rules else ""]
    for name, child in sorted(node.get("properties", {}).items()):
        yield from walk(f"{path}.{name}" if path else name, child)
    if "items" in node:
        yield from walk(path + "[]", node["items"])
    if "additionalProperties" in node:
        yield from walk(path + "{}", node["additionalProperties"])


def around(crd):
    version = dict(crd["spec"]["versions"][0])
    schema = version.pop("schema")["openAPIV3Schema"]
    yield ["crd:metadata.name", text(crd["metadata"]["name"])]
    for name, value in sorted(crd["spec"].items()):
        if name != "versions":
            yield [f"crd:spec.{name}", text(value)]
    for name, value in sorted(version.items()):
        yield [f"crd:spec.versions[0].{name}", text(value)]
    yield from walk("", schema)


def main(file):
    with open(file, encoding="utf-8") as stream:
        crd = next(document for document in yaml.safe_load_all(stream) if document)
    if len(crd["spec"]["versions"]) != 1:
        sys.exit("the table knows one version only")
    for row in around(crd):
        print("\t".join(row))


if len(sys.argv) != 2:
    sys.exit(__doc__)
main(sys.argv[1])
