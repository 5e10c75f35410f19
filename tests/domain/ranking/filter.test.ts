import { describe, expect, it } from 'vitest';
import { filterOf } from '../../../src/lib/domain/ranking/filter';
import { rankableUnit } from '../../factories/standing';

const department = (code: string, sector: string, peerGroup: string | null = sector) =>
	rankableUnit(code, { kind: 'department', sector, peerGroup });
const group = (code: string, unitIds: number[]) => ({
	unitIds,
	groupSet: { code: 'set', name: { en: 'Set', 'zh-CN': '组' } },
	group: { code, name: { en: code, 'zh-CN': code } }
});

describe('which units a ranking shows', () => {
	const units = [department('A', 'transport'), department('B', 'health'), department('C', 'health')];
	const shown = (query: Parameters<typeof filterOf>[0]) =>
		units.filter((unit) => filterOf(query, units, []).matches(unit)).map((unit) => unit.code);

	it('starts with the first sector where each is a ranking of its own', () => {
		expect(shown({})).toEqual(['B', 'C']);
		expect(shown({ sector: 'transport' })).toEqual(['A']);
		expect(shown({ sector: 'all' })).toEqual(['A', 'B', 'C']);
	});

	it('shows all sectors where they are ranked together', () => {
		const together = units.map((unit) => ({ ...unit, peerGroup: null }));
		expect(filterOf({}, together, []).sector).toBeUndefined();
	});

	it('refuses what is not there, and goes on without it', () => {
		const filter = filterOf({ sector: 'moon', level: 'county', group: 'sea' }, units, []);
		expect(filter.refused.map((refused) => refused.parameter)).toEqual(['level', 'sector', 'group']);
		expect(filter.sector).toBe('health');
	});

	it('offers no group that is a ranking already or that everybody is in', () => {
		const groups = [group('health', [66, 67]), group('everybody', [65, 66, 67]), group('coast', [65])];
		const filter = filterOf({ sector: 'all', group: 'coast' }, units, groups);
		expect(filter.groups.map((choice) => choice.code)).toEqual(['coast']);
		expect(units.filter((unit) => filter.matches(unit)).map((unit) => unit.code)).toEqual(['A']);
	});
});
