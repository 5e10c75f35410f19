import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/lib/domain/access/can';
import { actorOfToken, tokenPermissions } from '../../src/lib/domain/access/token';
import { seedDemonstration } from '../../src/lib/server/services/demonstration/seed-demonstration';
import { useTestDatabase } from '../setup/test-database';
import { attempts, pagesWithoutServer } from './access-table';
import { doorOf, doorsOf, expectedOutcome, knock, type Outcome, type RouteModule } from './attempt';
import { cast, loadCast, loadPremises, members, type Premises, type Who } from './cast';

const root = '../../src/routes/';
const named = <T>(found: Record<string, T>): [string, T][] =>
	Object.entries(found).map(([path, value]) => [
		path.slice(root.length).replace(/\.(ts|js|svelte)$/, ''),
		value
	]);
const loaders = new Map(
	named(import.meta.glob<RouteModule>('../../src/routes/**/+{page.server,layout.server,server}.{ts,js}'))
);
const pages = named(import.meta.glob('../../src/routes/**/+page.svelte')).map(([file]) => file);
const universal = named(import.meta.glob('../../src/routes/**/+{page,layout}.{ts,js}')).map(([file]) => file);

const test = useTestDatabase();
const now = new Date('2026-11-15T04:00:00Z');
let actors: ReadonlyMap<Who, Actor>;
let premises: Premises;

beforeAll(async () => {
	await seedDemonstration(test.opened, now, () => undefined, { provinces: 2, months: 8 });
	actors = await loadCast(test.opened);
	premises = await loadPremises(test.opened, actors.get('assessor')?.userId ?? 0);
}, 120_000);

describe('the table of attempts', () => {
	it.each([...loaders])(
		'knows every door of %s',
		async (file, load) => {
			const known = new Set(attempts.filter((attempt) => attempt.file === file).map(({ door }) => door));
			expect(doorsOf(await load()).filter((door) => !known.has(door))).toEqual([]);
		},
		60_000
	);

	it('knows every page, also those that load nothing', () => {
		const served = pages.filter((page) => !loaders.has(`${page}.server`));
		expect(served.sort()).toEqual([...pagesWithoutServer].sort());
	});

	it('need not know of loads that run in the browser: there are none', () => {
		expect(universal).toEqual([]);
	});

	it('names no door that is not there', async () => {
		for (const { file, door } of attempts) {
			const load = loaders.get(file);
			expect(load && doorsOf(await load()), `${file} ${door}`).toContain(door);
		}
	});
});

/** Codes of periods that nothing was published of, wherever they stand in what a page is given. */
function unpublishedIn(data: unknown): string[] {
	const hidden = new Set([premises.openPeriod, '2026-10', '2026-11', '2026-12']);
	const found: string[] = [];
	const walk = (value: unknown): void => {
		if (typeof value === 'string') found.push(...value.split(/[^\w-]/).filter((word) => hidden.has(word)));
		if (typeof value !== 'object' || value === null) return;
		for (const [key, inner] of value instanceof Map ? value : Object.entries(value)) {
			walk(key);
			walk(inner);
		}
	};
	walk(data);
	return found;
}

const addressOf = ({ path }: (typeof attempts)[number]): string =>
	typeof path === 'function' ? path(premises) : path;

const isAboutOpenRound = (path: (typeof attempts)[number]['path']): boolean =>
	typeof path === 'function' && path(premises).includes(premises.openPeriod);

describe('who may', () => {
	// One attempt after the other, as they stand in the table: those that write come last.
	for (const attempt of attempts) {
		it(`${attempt.what} (${attempt.file} ${attempt.door})`, async () => {
			const load = loaders.get(attempt.file);
			if (!load) throw new Error(`there is no ${attempt.file}`);
			const door = doorOf(await load(), attempt.door);
			const outcomes: Partial<Record<Who, Outcome>> = {};
			const expected: Partial<Record<Who, Outcome>> = {};
			for (const who of cast) {
				const actor = actors.get(who);
				if (!actor) throw new Error(`${who} is missing`);
				expected[who] = expectedOutcome(attempt, who);
				const answer = await knock(door, attempt, premises, test.context({ actor, now }));
				outcomes[who] = answer.outcome;
				// What the next check looks for is there where it may be.
				if (who === 'leader' && isAboutOpenRound(attempt.path)) {
					expect(unpublishedIn(answer.data)).not.toEqual([]);
				}
				if (who === 'stranger' || who === 'newcomer') {
					// A refusal may repeat what was asked for, and nothing else.
					const asked = answer.outcome === 'allowed' ? '' : addressOf(attempt);
					const told = unpublishedIn(answer.data).filter((period) => !asked.includes(period));
					expect(told, `what ${who} is shown`).toEqual([]);
				}
			}
			expect(outcomes).toEqual(expected);
		}, 60_000);
	}
});

describe('a program, with a token of its owner, may', () => {
	for (const attempt of attempts.filter(({ file }) => file.startsWith('api/'))) {
		it(`${attempt.what} as its owner may, and as somebody without grants where the token names no unit`, async () => {
			const door = doorOf(await loaders.get(attempt.file)!(), attempt.door);
			const outcomes: Record<string, Outcome> = {};
			const expected: Record<string, Outcome> = {};
			for (const who of members) {
				const owner = actors.get(who)!;
				const whole = actorOfToken(owner, { permissions: tokenPermissions, units: owner.grants });
				const narrow = actorOfToken(owner, { permissions: ['table.score'], units: [] });
				const knockAs = async (actor: Actor) =>
					(await knock(door, attempt, premises, test.context({ actor, now }))).outcome;
				outcomes[who] = await knockAs(whole);
				expected[who] = expectedOutcome(attempt, who);
				outcomes[`${who} with a narrow token`] = await knockAs(narrow);
				expected[`${who} with a narrow token`] = expectedOutcome(attempt, 'newcomer');
			}
			expect(outcomes).toEqual(expected);
		}, 60_000);
	}
});
