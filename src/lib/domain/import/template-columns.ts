import type { PlainRole } from './column-role';

/** What a column of a template and of an export holds; names of units and indicators stand there to be read, not to be imported. */
export type TemplateColumnKey = PlainRole | 'unitName' | 'indicatorName';

interface TemplateColumn {
	readonly key: TemplateColumnKey;
	readonly name: { readonly en: string; readonly 'zh-CN': string };
	/** characters */
	readonly width: number;
}

/** The one layout of templates and exports, so that what was exported can be imported as it is. Its header is data: it is read back. */
export const templateColumns: readonly TemplateColumn[] = [
	{ key: 'unit', name: { en: 'Unit code', 'zh-CN': '考核对象代码' }, width: 18 },
	{ key: 'unitName', name: { en: 'Unit', 'zh-CN': '考核对象' }, width: 32 },
	{ key: 'indicator', name: { en: 'Indicator code', 'zh-CN': '指标代码' }, width: 16 },
	{ key: 'indicatorName', name: { en: 'Indicator', 'zh-CN': '指标' }, width: 40 },
	{ key: 'period', name: { en: 'Period', 'zh-CN': '周期' }, width: 12 },
	{ key: 'value', name: { en: 'Value', 'zh-CN': '数值' }, width: 14 },
	{ key: 'numerator', name: { en: 'Numerator', 'zh-CN': '分子' }, width: 14 },
	{ key: 'denominator', name: { en: 'Denominator', 'zh-CN': '分母' }, width: 14 },
	{ key: 'distribution', name: { en: 'Distribution', 'zh-CN': '分布' }, width: 24 },
	{ key: 'reason', name: { en: 'Reason for absence', 'zh-CN': '缺失原因' }, width: 18 },
	{ key: 'note', name: { en: 'Note', 'zh-CN': '备注' }, width: 32 }
];

/** What the columns of a file are that was made from a template or an export; undefined for any other. */
export function readTemplateHeader(
	header: readonly string[]
): ReadonlyMap<string, TemplateColumnKey> | undefined {
	for (const locale of ['en', 'zh-CN'] as const) {
		const known = new Map(templateColumns.map(({ key, name }) => [name[locale], key]));
		const found = new Map(
			header.flatMap((text): [string, TemplateColumnKey][] => {
				const key = known.get(text.trim());
				return key ? [[text, key]] : [];
			})
		);
		const keys = new Set(found.values());
		const isWhole = (['unit', 'indicator', 'period', 'value'] as const).every((key) => keys.has(key));
		if (isWhole && keys.size === found.size) return found;
	}
	return undefined;
}
