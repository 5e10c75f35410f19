import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import settings from '../../src/lib/i18n/project.inlang/settings.json';

const i18nFolder = 'src/lib/i18n';
const locales = ['en', 'zh-CN'] as const;
type Locale = (typeof locales)[number];

/** Latin words that stand in Chinese text as they are: codes, formats, units, names of licences. Addresses may, too. */
const latinInChinese = new Set([
	...[
		'CC',
		'BY',
		'SHA',
		'CSV',
		'XLSX',
		'XLS',
		'XLSB',
		'ODS',
		'KB',
		'MB',
		'DCAT',
		'JSON',
		'ZIP',
		'PNG',
		'SVG',
		'PDF',
		'HTTP',
		'API',
		'URL',
		'ID',
		'UTF',
		'PDR'
	],
	...['Ctrl', 'Enter', 'Esc', 'Tab']
]);

const patterns = settings['plugin.inlang.messageFormat'].pathPattern;

/** The texts of a message: one, or the variants of a match. */
function textsOf(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	if (Array.isArray(value)) return value.flatMap(textsOf);
	if (value && typeof value === 'object' && 'match' in value) {
		return Object.values(value.match as Record<string, string>);
	}
	return [];
}

function readMessages(locale: Locale): Map<string, { file: string; texts: string[] }> {
	const messages = new Map<string, { file: string; texts: string[] }>();
	for (const pattern of patterns) {
		const file = join(i18nFolder, pattern.replace('{locale}', locale));
		const content = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
		for (const [key, value] of Object.entries(content)) {
			if (key === '$schema') continue;
			if (messages.has(key))
				throw new Error(`${key} stands twice: in ${messages.get(key)!.file} and in ${file}`);
			messages.set(key, { file, texts: textsOf(value) });
		}
	}
	return messages;
}

function parametersOf(texts: readonly string[]): string[] {
	const names = texts.flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!));
	return [...new Set(names)].sort();
}

function sourceFiles(folder: string): string[] {
	return readdirSync(folder, { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile() && /\.(ts|svelte)$/.test(entry.name))
		.map((entry) => join(entry.parentPath, entry.name))
		.filter((file) => !file.includes('i18n/paraglide'));
}

/** Keys that the source calls as `m.key`, with a file that does. Keys are written out: a computed one could not be found. */
function usedKeys(): Map<string, string> {
	const used = new Map<string, string>();
	for (const file of sourceFiles('src')) {
		const source = readFileSync(file, 'utf8');
		if (!source.includes('paraglide/messages')) continue;
		for (const match of source.matchAll(/(?<![\w.])m\.([a-z]\w*)/g)) used.set(match[1]!, file);
	}
	return used;
}

const messages = { en: readMessages('en'), 'zh-CN': readMessages('zh-CN') } satisfies Record<Locale, unknown>;

/** What a rule is written in is the same in every language; and titles and authors stay as they are printed. */
const latinOfRules: ReadonlySet<string> = new Set([
	...['value', 'numerator', 'denominator', 'previous', 'if'],
	...['ln', 'exp', 'log', 'sqrt', 'abs', 'min', 'max', 'pow'],
	...['MAD', 'Iglewicz', 'Hoaglin', 'Hyndman', 'Athanasopoulos'],
	...['Forecasting', 'Principles', 'and', 'Practice']
]);

describe('message catalogue', () => {
	it('has the same keys in every language, in the same part', () => {
		const keysOf = (locale: Locale) =>
			[...messages[locale]]
				.map(([key, { file }]) => `${key} in ${file.replace(`${locale}.json`, '{locale}')}`)
				.sort();
		expect(keysOf('zh-CN')).toEqual(keysOf('en'));
	});

	it('takes the same parameters in every language', () => {
		const differing = [...messages.en]
			.map(([key, { texts }]) => ({
				key,
				en: parametersOf(texts).join(),
				'zh-CN': parametersOf(messages['zh-CN'].get(key)?.texts ?? []).join()
			}))
			.filter((row) => row.en !== row['zh-CN']);
		expect(differing).toEqual([]);
	});

	it.each(locales)('has no empty and no untidy text in %s', (locale) => {
		const untidy = [...messages[locale]].filter(
			([, { texts }]) =>
				texts.length === 0 || texts.some((text) => text.trim() === '' || text !== text.trim())
		);
		expect(untidy.map(([key]) => key)).toEqual([]);
	});

	it('has no English word in Chinese', () => {
		const stray = [...messages['zh-CN']].flatMap(([key, { texts }]) =>
			texts
				.flatMap((text) => text.replace(/\{\w+\}|\S+@\S+/g, ' ').match(/[A-Za-z]{2,}/g) ?? [])
				.filter((word) => !latinInChinese.has(word) && !(key.startsWith('rules_') && latinOfRules.has(word)))
				.map((word) => `${key}: ${word}`)
		);
		expect(stray).toEqual([]);
	});

	it('has no Chinese character or punctuation in English', () => {
		const stray = [...messages.en].filter(([, { texts }]) =>
			texts.some((text) => /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u.test(text))
		);
		expect(stray.map(([key]) => key)).toEqual([]);
	});

	it('has every message that the source calls', () => {
		const absent = [...usedKeys()].filter(([key]) => !messages.en.has(key));
		expect(absent.map(([key, file]) => `${key} in ${file}`)).toEqual([]);
	});

	it('has no message that nothing calls', () => {
		const used = usedKeys();
		expect([...messages.en.keys()].filter((key) => !used.has(key))).toEqual([]);
	});
});
