// @getodk/xforms-engine driven by lines of JSON: `node webforms.mjs FOLDER`, where FOLDER holds
// node_modules with the engine and jsdom. The operations are those of terreno.py beside it.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

const folder = process.argv[2];
const require = createRequire(join(folder, "package.json"));
const { JSDOM } = require("jsdom");
const window = new JSDOM("<!doctype html>").window;
globalThis.__dirname = folder;
globalThis.require = require;
for (const name of Object.getOwnPropertyNames(window)) {
  if (!(name in globalThis)) {
    try {
      globalThis[name] = window[name];
    } catch {
      // A name of the window that cannot be taken is not needed.
    }
  }
}
globalThis.window = window;
globalThis.document = window.document;
const { createInstance, loadForm } = await import(require.resolve("@getodk/xforms-engine"));

let root = null;

function places() {
  const found = new Map();
  const visit = (node) => {
    found.set(node.currentState.reference, node);
    for (const child of node.currentState.children ?? []) visit(child);
  };
  visit(root);
  return found;
}

function answer(node, value) {
  switch (node.nodeType) {
    case "select":
      return node.selectValues(value === "" ? [] : value.split(" "));
    case "rank":
      return node.setValues(value === "" ? [] : value.split(" "));
    case "trigger":
      return node.setValue(value === "OK");
    case "upload":
      return null;
    default:
      return node.setValue(value);
  }
}

function perform(step, node) {
  if (node == null) throw new Error(`no node ${step.ref}`);
  if (step.op === "answer") answer(node, step.value);
  else if (step.op === "choices") {
    for (const item of node.currentState.valueOptions ?? []) String(item.label?.asString);
  } else if (step.op === "add_repeat") node.addInstances();
  else throw new Error(`op ${step.op}`);
}

async function load(said) {
  const fetchFormAttachment = async (url) => {
    const name = String(url).split("/").pop();
    return new Response(readFileSync(join(said.media, name)));
  };
  const start = performance.now();
  const form = await loadForm(said.xml, { fetchFormAttachment });
  if (form.status === "failure") throw form.error;
  const loaded = performance.now();
  root = form.createInstance().root;
  const first = performance.now();
  return { load: loaded - start, first: first - loaded };
}

function script(said) {
  const took = [];
  let known = places();
  let missing = 0;
  for (const step of said.steps) {
    let node = known.get(step.ref);
    if (node == null || step.op === "add_repeat") {
      known = places();
      node = known.get(step.ref);
    }
    const start = performance.now();
    try {
      perform(step, node);
    } catch {
      missing += 1;
    }
    took.push(performance.now() - start);
  }
  return { took, missing };
}

for await (const line of createInterface({ input: process.stdin })) {
  const said = JSON.parse(line);
  let reply;
  try {
    if (said.op === "quit") process.exit(0);
    reply = said.op === "load" ? await load(said) : script(said);
  } catch (error) {
    reply = { error: error?.constructor?.name ?? "Error", message: String(error?.message) };
  }
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}
