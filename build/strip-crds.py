#!/usr/bin/env python3
"""Strips CustomResourceDefinitions to their facts, as resources of the room `schema`.

    build/strip-crds.py FOLDER_OR_FILE... policy-model/src/main/resources/dev/ballast/schema

The input is YAML: for the Gateway API, download the CRDs of a release (standard channel or experimental). The last
argument is the folder to write to. Needs PyYAML. Run it when the Gateway API version rises; nothing else calls it.

The format, one file per kind, named as the CRD (`gateways.gateway.networking.k8s.io.json`):

    {"group": "gateway.networking.k8s.io", "kind": "Gateway", "plural": "gateways", "scope": "Namespaced",
     "versions": [
       {"name": "v1", "statusSubresource": true, "schema": {...}},
       {"name": "v1beta1", "statusSubresource": true, "sameAs": "v1"}]}

- Served versions only, in the order of the CRD. `sameAs` names an earlier version with an equal schema.
- A schema holds the keywords of `openAPIV3Schema` under their own names (`type`, `properties`, `x-kubernetes-validations`,
  ...), without prose: no `description`, `title`, `example`, `externalDocs`.
- An entry of `x-kubernetes-validations` may carry two more names, `code` and `sentence`: our finding's code and words for it.
- UTF-8, names sorted, no blanks, one line with a newline at its end; lists keep the order of the CRD, because the API
  server reports in that order.

`index.json` beside them lists what is there: [{"group", "kind", "plural", "versions": ["v1", "v1beta1"]}], sorted by group and kind.
"""

import json
import pathlib
import sys

import yaml

PROSE = {"description", "title", "example", "externalDocs"}
KEYWORDS = {
    "additionalProperties", "allOf", "anyOf", "default", "enum", "exclusiveMaximum", "exclusiveMinimum", "format",
    "items", "maxItems", "maxLength", "maxProperties", "maximum", "minItems", "minLength", "minProperties", "minimum",
    "multipleOf", "not", "nullable", "oneOf", "pattern", "properties", "required", "type", "uniqueItems",
    "x-kubernetes-embedded-resource", "x-kubernetes-int-or-string", "x-kubernetes-list-map-keys",
    "x-kubernetes-list-type", "x-kubernetes-map-type", "x-kubernetes-preserve-unknown-fields",
    "x-kubernetes-validations",
}


def stripped(schema):
    out = {}
    for keyword, value in schema.items():
        if keyword in PROSE:
            continue
        if keyword not in KEYWORDS:
            sys.exit(f"keyword {keyword} is new: teach it to the room `schema` first")
        if keyword == "properties":
            value = {name: stripped(child) for name, child in value.items()}
        elif keyword in ("allOf", "anyOf", "oneOf"):
            value = [stripped(child) for child in value]
        elif keyword in ("items", "not") or keyword == "additionalProperties" and isinstance(value, dict):
            value = stripped(value)
        out[keyword] = value
    return out


def versions(crd):
    out = []
    for version in crd["spec"]["versions"]:
        if not version["served"]:
            continue
        schema = stripped(version["schema"]["openAPIV3Schema"])
        entry = {"name": version["name"], "statusSubresource": "status" in version.get("subresources", {})}
        same = next((v["name"] for v in out if v.get("schema") == schema), None)
        entry.update({"sameAs": same} if same else {"schema": schema})
        out.append(entry)
    return out


def documents(arguments):
    for argument in map(pathlib.Path, arguments):
        for file in sorted(argument.glob("*.yaml")) if argument.is_dir() else [argument]:
            yield from yaml.load_all(file.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def write(file, value):
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    file.write_text(text + "\n", encoding="utf-8")


def main(arguments):
    if len(arguments) < 2:
        sys.exit(__doc__)
    target = pathlib.Path(arguments[-1])
    for crd in documents(arguments[:-1]):
        if not crd or crd.get("kind") != "CustomResourceDefinition":
            continue
        names = crd["spec"]["names"]
        write(target / f"{crd['metadata']['name']}.json", {
            "group": crd["spec"]["group"], "kind": names["kind"], "plural": names["plural"],
            "scope": crd["spec"]["scope"], "versions": versions(crd)})
    index = []
    for file in target.glob("*.*.json"):
        kind = json.loads(file.read_text(encoding="utf-8"))
        index.append({"group": kind["group"], "kind": kind["kind"], "plural": kind["plural"],
                      "versions": [version["name"] for version in kind["versions"]]})
    write(target / "index.json", sorted(index, key=lambda entry: (entry["group"], entry["kind"])))


main(sys.argv[1:])
