import { z } from 'zod';
import { parsePeriod, periodEndExclusive, periodKinds, periodStart } from '../../../domain/period/period';
import { unitKinds, unitLevels } from '../../../domain/unit/unit';
import type { RegisteredIndicator, RegisteredUnit } from '../../db/queries/directory';
import { getRegisteredIndicator } from '../../services/directory/get-registered-indicator';
import { getRegisteredUnit } from '../../services/directory/get-registered-unit';
import { listIndicatorRegister } from '../../services/directory/list-indicator-register';
import { listPeriods } from '../../services/directory/list-periods';
import { listUnitRegister } from '../../services/directory/list-unit-register';
import { placeOf, placeSchemas } from '../after';
import { pageOfList, pageOfRows } from '../page';
import { defineRoute } from '../route';
import { codeSchema, periodSchema } from '../schemas/common';
import {
	indicatorDetailSchema,
	indicatorPageSchema,
	periodPageSchema,
	unitDetailSchema,
	unitPageSchema
} from '../schemas/directory';

const unitOf = (unit: RegisteredUnit) => ({
	code: unit.code,
	kind: unit.kind,
	level: unit.level,
	parent: unit.parentCode,
	name: unit.name,
	shortName: unit.shortName,
	sector: unit.sector,
	flag: unit.flag,
	isRanked: unit.isRanked,
	validFrom: unit.validFrom,
	validTo: unit.validTo,
	isDemonstration: unit.isDemonstration
});

export const listUnitsRoute = defineRoute({
	method: 'GET',
	path: '/units',
	id: 'listUnits',
	tag: 'directory',
	summary: 'Units: regions and departments, by code.',
	access: 'public',
	query: z.object({
		kind: z.enum(unitKinds).optional(),
		level: z.enum(unitLevels).optional(),
		sector: codeSchema.optional(),
		parent: codeSchema.optional().describe('Only those right below this one.'),
		subtree: codeSchema.optional().describe('Only this one and all below it.')
	}),
	answer: { name: 'UnitPage', schema: unitPageSchema },
	isPaged: true,
	errors: ['unknownUnit'],
	async run({ ctx, query, after, limit }) {
		const place = placeOf(placeSchemas.unit, after);
		const units = await listUnitRegister(ctx, {
			...query,
			after: place && { code: place[0], validFrom: place[1] },
			limit: limit + 1
		});
		return pageOfRows(units, limit, unitOf, (unit) => [unit.code, unit.validFrom]);
	}
});

export const getUnitRoute = defineRoute({
	method: 'GET',
	path: '/units/{code}',
	id: 'getUnit',
	tag: 'directory',
	summary: 'One unit, with its place in the tree and its peer groups.',
	access: 'public',
	params: z.object({ code: codeSchema }),
	answer: { name: 'UnitDetail', schema: unitDetailSchema },
	errors: ['unknownUnit'],
	async run({ ctx, params }) {
		const unit = await getRegisteredUnit(ctx, params.code);
		return {
			body: {
				...unitOf(unit),
				ancestors: unit.ancestors.map(({ code, name }) => ({ code, name })),
				peerGroups: unit.peerGroups.map(({ groupSet, code, name }) => ({ groupSet, code, name })),
				childCount: unit.childCount
			}
		};
	}
});

const indicatorOf = ({ id: _id, ...indicator }: RegisteredIndicator) => ({
	...indicator,
	retiredAt: indicator.retiredAt?.toISOString() ?? null
});

export const listIndicatorsRoute = defineRoute({
	method: 'GET',
	path: '/indicators',
	id: 'listIndicators',
	tag: 'directory',
	summary: 'Indicators with their definitions, by code.',
	access: 'public',
	answer: { name: 'IndicatorPage', schema: indicatorPageSchema },
	isPaged: true,
	async run({ ctx, after, limit }) {
		const place = placeOf(placeSchemas.code, after);
		const indicators = await listIndicatorRegister(ctx, { after: place?.[0], limit: limit + 1 });
		return pageOfRows(indicators, limit, indicatorOf, ({ code }) => [code]);
	}
});

export const getIndicatorRoute = defineRoute({
	method: 'GET',
	path: '/indicators/{code}',
	id: 'getIndicator',
	tag: 'directory',
	summary: 'One indicator, with the frameworks that use it and its targets.',
	access: 'public',
	params: z.object({ code: codeSchema }),
	answer: { name: 'IndicatorDetail', schema: indicatorDetailSchema },
	errors: ['unknownIndicator'],
	async run({ ctx, params }) {
		const { frameworks, targets, ...indicator } = await getRegisteredIndicator(ctx, params.code);
		return { body: { ...indicatorOf(indicator), frameworks: [...frameworks], targets: [...targets] } };
	}
});

const dayMs = 24 * 60 * 60 * 1000;

export const listPeriodsRoute = defineRoute({
	method: 'GET',
	path: '/periods',
	id: 'listPeriods',
	tag: 'directory',
	summary: 'Periods of a kind: their days, when their data is due, whether results are published.',
	description: 'Without `from` and `to` those of the last years.',
	access: 'public',
	query: z.object({
		kind: z.enum(periodKinds).default('month'),
		from: periodSchema.optional(),
		to: periodSchema.optional()
	}),
	answer: { name: 'PeriodPage', schema: periodPageSchema },
	isPaged: true,
	async run({ ctx, query, after, limit }) {
		const periods = await listPeriods(ctx, {
			kind: query.kind,
			from: query.from === undefined ? undefined : parsePeriod(query.from),
			to: query.to === undefined ? undefined : parsePeriod(query.to)
		});
		return pageOfList(
			periods,
			limit,
			placeOf(placeSchemas.code, after)?.[0],
			({ period, dueAt, hasEnded, isPublished }) => ({
				code: period.code,
				kind: period.kind,
				startsOn: periodStart(period),
				endsOn: new Date(Date.parse(periodEndExclusive(period)) - dayMs).toISOString().slice(0, 10),
				dueAt: dueAt.toISOString(),
				hasEnded,
				isPublished
			}),
			({ period }) => period.code
		);
	}
});
