import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'svelte/compiler';
import { describe, expect, it } from 'vitest';

/** Attributes and props that somebody reads or hears. */
const spokenAttributes = new Set([
	...['alt', 'aria-description', 'aria-label', 'aria-placeholder', 'aria-roledescription', 'aria-valuetext'],
	...['actionLabel', 'caption', 'hint', 'label', 'lede', 'message', 'meta', 'note', 'placeholder'],
	...['targetLabel', 'title', 'unitLabel', 'valueLabel']
]);

/** What stands in these is code, the same in every language. */
const codeElements = new Set(['code', 'kbd', 'samp', 'script', 'style', 'var']);

interface Node {
	type: string;
	[key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
	typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

const hasLetters = (text: string) => /\p{L}/u.test(text.replace(/&[a-z]+;/gi, ''));

/** The strings that an expression may come out as, without following calls and names. */
function stringsOf(expression: unknown): string[] {
	if (!isNode(expression)) return [];
	switch (expression.type) {
		case 'Literal':
			return typeof expression['value'] === 'string' ? [expression['value']] : [];
		case 'TemplateLiteral':
			return (expression['quasis'] as { value: { cooked: string } }[]).map((quasi) => quasi.value.cooked);
		case 'ConditionalExpression':
			return [...stringsOf(expression['consequent']), ...stringsOf(expression['alternate'])];
		case 'LogicalExpression':
		case 'BinaryExpression':
			return [...stringsOf(expression['left']), ...stringsOf(expression['right'])];
		default:
			return [];
	}
}

/** Comparisons hold codes, not words. */
const isComparison = (node: unknown) =>
	isNode(node) && node.type === 'BinaryExpression' && node['operator'] !== '+';

function textsOfAttribute(value: unknown): string[] {
	return [value].flat().flatMap((part) => {
		if (!isNode(part)) return [];
		if (part.type === 'Text') return [String(part['data'])];
		return part.type === 'ExpressionTag' ? stringsOf(part['expression']) : [];
	});
}

function literalsIn(node: unknown): string[] {
	if (Array.isArray(node)) return node.flatMap(literalsIn);
	if (!isNode(node)) return [];
	if (node.type === 'Text') return hasLetters(String(node['data'])) ? [String(node['data']).trim()] : [];
	if (node.type === 'ExpressionTag') {
		return isComparison(node['expression']) ? [] : stringsOf(node['expression']).filter(hasLetters);
	}
	if (node.type === 'Attribute') {
		return spokenAttributes.has(String(node['name']))
			? textsOfAttribute(node['value']).filter(hasLetters)
			: [];
	}
	if (node.type === 'RegularElement' && codeElements.has(String(node['name']))) return [];
	// Only what is drawn: the fragments of elements and blocks, and the attributes of elements.
	return [
		'attributes',
		'nodes',
		'fragment',
		'body',
		'fallback',
		'consequent',
		'alternate',
		'pending',
		'then',
		'catch'
	]
		.map((key) => node[key])
		.flatMap((child) => literalsIn(child));
}

function literalsOf(source: string): string[] {
	return literalsIn(parse(source, { modern: true }).fragment as unknown);
}

function components(): string[] {
	return readdirSync('src', { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile() && entry.name.endsWith('.svelte'))
		.map((entry) => join(entry.parentPath, entry.name));
}

describe('user-facing text', () => {
	it('comes from the message catalogue in every component', () => {
		const found = components().flatMap((file) =>
			literalsOf(readFileSync(file, 'utf8')).map((text) => `${file}: ${text}`)
		);
		expect(found).toEqual([]);
	});

	it.each([
		['<p>Hello</p>', ['Hello']],
		['<p>{#if a}{#each b as c}<b>中文</b>{/each}{/if}</p>', ['中文']],
		['<button aria-label="Close">×</button>', ['Close']],
		['<Field label="Name" kind="select" />', ['Name']],
		['<Field label={open ? "Close" : m.open()} />', ['Close']],
		['<p>{late ? "late" : ""}</p>', ['late']],
		['<svelte:head><title>Home</title></svelte:head>', ['Home']],
		['{#snippet row()}<td>Total</td>{/snippet}', ['Total']]
	])('is found in %s', (source, expected) => {
		expect(literalsOf(source)).toEqual(expected);
	});

	it.each([
		'<p class="lede">{m.hello()} · 72 % ▲</p>',
		'<code>2026-Q3</code>',
		'<style>p { color: red; }</style>',
		'<p>{status === "late" ? m.late() : m.in_time()}</p>',
		'<Delta kind="places" />'
	])('is not seen in %s', (source) => {
		expect(literalsOf(source)).toEqual([]);
	});
});
