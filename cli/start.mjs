#!/usr/bin/env node
import { dirname } from 'node:path';
import { createRequire } from 'node:module';
import Module from 'node:module';
import v8 from 'node:v8';
import vm from 'node:vm';
import { bundled, sourceMapOf } from './start/bundle.mjs';
import { tellSources } from './start/places.mjs';
import { keep, kept } from './start/store.mjs';

/**
 * Runs `cli/probecard.ts` with these arguments: `node cli/start.mjs synth --out DIR`.
 *
 * Loading hundreds of modules, one after the other and each compiled anew, would take as long as rendering. So they are
 * put together once (until a source changes), and what the engine has compiled of them is kept beside.
 */
// The engine optimizes what has run for long enough to be worth it in a server. Most of it is here over by then: waiting four
// times as long saves an eighth of all CPU time. Measured with Node 20; an engine without this flag says so and goes on.
v8.setFlagsFromString('--interrupt-budget=500000');

const { file, code } = await bundled();
tellSources(file, () => sourceMapOf(file));

const compiled = `${file}.compiled`;
const script = new vm.Script(Module.wrap(code), { filename: file, cachedData: kept(compiled) });
const module = new Module(file);
module.filename = file;
// Not `main`: the commands in there would start by themselves.
script.runInThisContext().call(module.exports, module.exports, createRequire(file), module, file, dirname(file));

process.exitCode = await module.exports.main(process.argv.slice(2));
// Now the engine knows which functions are used.
if (script.cachedDataRejected !== false) keep(compiled, script.createCachedData());
