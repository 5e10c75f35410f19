import type { LocalisedText } from '../../../domain/framework/localised-text';
import type { PublicationContents } from '../../services/publication/open-publication';
import type { OutCell } from '../../importers/write-table';

/** A column, in the words of Table Schema. */
export interface TableField {
	readonly name: string;
	readonly type: 'string' | 'number' | 'integer' | 'boolean' | 'array';
	readonly description: string;
	readonly isRequired?: boolean;
}

/** A table of a publication's data package. */
export interface PublicationTable {
	readonly name: 'results' | 'inputs' | 'adjustments' | 'units' | 'nodes';
	readonly description: string;
	readonly fields: readonly TableField[];
	readonly primaryKey: readonly string[];
	readonly foreignKeys: readonly { readonly field: string; readonly table: 'units' | 'nodes' }[];
	rows(contents: PublicationContents): Iterable<readonly OutCell[]>;
}

const string = (name: string, description: string): TableField => ({ name, type: 'string', description });
const number = (name: string, description: string): TableField => ({ name, type: 'number', description });
const required = (field: TableField): TableField => ({ ...field, isRequired: true });

const unit = required(string('unit', 'Code of the unit. 考核对象代码'));
const node = required(string('node', 'Code of the dimension or indicator. 指标代码'));
const missing = string('missing_reason', 'Why there is no value. 缺失原因');
const ofCell = [
	{ field: 'unit', table: 'units' },
	{ field: 'node', table: 'nodes' }
] as const;

/** Every table of a publication, made of its bytes alone but for the names of units. */
export const publicationTables: readonly PublicationTable[] = [
	{
		name: 'results',
		description: 'Score, rank and grade of every unit at every node. 各考核对象各级指标的得分、名次和等次',
		fields: [
			unit,
			string('unit_en', 'Name of the unit in English. 考核对象英文名称'),
			string('unit_zh', 'Name of the unit in Chinese. 考核对象中文名称'),
			string('peer_group', 'Group within which it is ranked; empty: all together. 分组'),
			node,
			string('node_en', 'Name of the node in English. 指标英文名称'),
			string('node_zh', 'Name of the node in Chinese. 指标中文名称'),
			number('score', 'Before rounding. 得分（未舍入）'),
			number('rank', 'Within the peer group, 1 is best. 组内名次'),
			string('grade', 'Of the total. 等次'),
			required(number('coverage', 'Share of the node’s children present, 0–1. 数据覆盖率')),
			missing
		],
		primaryKey: ['unit', 'node'],
		foreignKeys: ofCell,
		*rows({ record, names }) {
			const groups = new Map(record.units.map(({ code, peerGroup }) => [code, peerGroup]));
			const nodes = new Map(record.framework.nodes.map(({ code, name }) => [code, name]));
			for (const row of record.results) {
				yield [
					row.unit,
					names.get(row.unit)?.en,
					names.get(row.unit)?.['zh-CN'],
					groups.get(row.unit),
					row.nodeCode,
					textIn(nodes.get(row.nodeCode), 'en'),
					textIn(nodes.get(row.nodeCode), 'zh-CN'),
					row.score,
					row.rank,
					row.grade,
					row.coverage,
					row.missingReason
				];
			}
		}
	},
	{
		name: 'inputs',
		description: 'What every score was computed from. 计分所用数据',
		fields: [
			unit,
			node,
			number('value', 'Value of the indicator. 指标值'),
			number('numerator', 'Of a share. 分子'),
			number('denominator', 'Of a share. 分母'),
			{
				name: 'distribution',
				type: 'array',
				description: 'Counted cases as [value, answered, waiting]. 分布：[值, 已办结, 未办结]'
			},
			missing,
			string('qualifier', '“above”: the value is at least this. “above”：不低于该值'),
			required(string('provenance', 'own, rolledUp, aggregated, carried or scored. 数据来历')),
			required({
				name: 'basis',
				type: 'integer',
				description: 'Scores consolidated, or revision of the value. 评分数或修订号'
			}),
			string('source', 'Where the value came from. 来源'),
			number('last_known_value', 'Earlier value that may stand in. 可沿用的此前数值'),
			string('last_known_period', 'Period of that value. 此前数值的周期')
		],
		primaryKey: ['unit', 'node'],
		foreignKeys: ofCell,
		*rows({ record }) {
			for (const row of record.inputs) {
				yield [
					row.unit,
					row.nodeCode,
					row.value,
					row.numerator,
					row.denominator,
					row.distribution && JSON.stringify(row.distribution),
					row.missingReason,
					row.qualifier,
					row.provenance,
					row.basis,
					row.source,
					row.lastKnown?.value,
					row.lastKnown?.period
				];
			}
		}
	},
	{
		name: 'adjustments',
		description: 'Bonuses, penalties and vetoes, with their grounds. 加减分与一票否决',
		fields: [
			unit,
			required(string('rule', 'Code of the rule. 规则代码')),
			required(number('amount', 'Points, positive. 分值')),
			required(string('ground', 'Ground. 事由'))
		],
		primaryKey: [],
		foreignKeys: [{ field: 'unit', table: 'units' }],
		*rows({ record }) {
			for (const row of record.adjustments) yield [row.unit, row.ruleCode, row.amount, row.ground];
		}
	},
	{
		name: 'units',
		description: 'The units, with the names that they have today. 考核对象（现用名称）',
		fields: [
			required(string('code', 'Code of the unit. 考核对象代码')),
			string('name_en', 'Name in English. 英文名称'),
			string('name_zh', 'Name in Chinese. 中文名称'),
			string('peer_group', 'Group within which it is ranked. 分组')
		],
		primaryKey: ['code'],
		foreignKeys: [],
		*rows({ record, names }) {
			for (const { code, peerGroup } of record.units) {
				yield [code, names.get(code)?.en, names.get(code)?.['zh-CN'], peerGroup];
			}
		}
	},
	{
		name: 'nodes',
		description: 'Dimensions and indicators of the framework version. 评价体系的各级指标',
		fields: [
			required(string('code', 'Code of the node. 指标代码')),
			string('parent', 'Code of the node above; empty for the total. 上级指标代码'),
			string('name_en', 'Name in English. 英文名称'),
			string('name_zh', 'Name in Chinese. 中文名称'),
			required(number('weight', 'Among the children of the node above. 权重')),
			required({ name: 'direction', type: 'integer', description: '1: more is better; -1: less is. 方向' }),
			required({
				name: 'is_indicator',
				type: 'boolean',
				description: 'Whether it has values. 是否为末级指标'
			}),
			string('aggregate', 'How an inner node is made of its children. 汇总方法')
		],
		primaryKey: ['code'],
		foreignKeys: [],
		*rows({ record }) {
			for (const { code, parent, name, weight, direction, aggregate } of record.framework.nodes) {
				yield [
					code,
					parent,
					textIn(name, 'en'),
					textIn(name, 'zh-CN'),
					weight,
					direction,
					aggregate === undefined,
					aggregate
				];
			}
		}
	}
];

function textIn(name: LocalisedText | undefined, locale: 'en' | 'zh-CN'): string | undefined {
	return typeof name === 'string' ? name : name?.[locale];
}
