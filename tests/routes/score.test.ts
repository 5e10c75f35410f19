import { beforeAll, describe, expect, it } from 'vitest';
import { stranger, type Actor } from '../../src/lib/domain/access/can';
import { POST } from '../../src/routes/api/v1/score/+server';
import { GET } from '../../src/routes/api/v1/schemas/framework.json/+server';
import { addAccount } from '../factories/account';
import { fakeEvent } from '../setup/fake-event';
import { useTestDatabase } from '../setup/test-database';

const test = useTestDatabase();
let member: Actor = { userId: 1, name: 'somebody', grants: [] };

beforeAll(async () => {
	member = { ...member, userId: await addAccount(test.opened.db, { email: 'somebody@example.org' }) };
});

const framework = {
	code: 'F',
	version: 1,
	nodes: [
		{ code: 'T', aggregate: 'sum' },
		{ code: 'a', parent: 'T', steps: [{ do: 'log' }] }
	]
};
const data = 'unit,indicator,value\np,a,1\n';

async function post(body: BodyInit, headers: Record<string, string> = {}, actor?: Actor): Promise<Response> {
	const event = fakeEvent({ path: '/api/v1/score' });
	const request = new Request('http://localhost:3000/api/v1/score', { method: 'POST', headers, body });
	return POST({
		...event,
		request,
		locals: { ...event.locals, ctx: test.context({ actor: actor ?? member }) }
	});
}

const json = (body: unknown, headers = {}) =>
	post(JSON.stringify(body), { 'content-type': 'application/json', ...headers });

describe('POST /api/v1/score', () => {
	it('gives CSV, or JSON where it is asked for', async () => {
		const csv = await json({ framework, data });
		expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
		expect(await csv.text()).toBe('unit,node,score,rank,coverage,grade\np,T,0,1,1,\np,a,0,1,1,\n');
		for (const asked of [
			await json({ framework, data, format: 'json' }),
			await json({ framework, data }, { accept: 'application/json' })
		]) {
			expect(asked.headers.get('content-type')).toBe('application/json');
			expect(await asked.json()).toMatchObject({
				framework: 'F',
				results: [{ unit: 'p', node: 'T', score: 0 }, {}]
			});
		}
	});

	it('takes the files of the command line as a form', async () => {
		const form = new FormData();
		form.set('framework', new Blob([JSON.stringify(framework)]), 'F.json');
		form.set('data', new Blob([`\uFEFF${data}`]), 'D.csv');
		form.set('units', new Blob(['unit\np\nq\n']), 'U.csv');
		form.set('format', 'csv');
		expect(await (await post(form)).text()).toContain('p,T,0,1,1,\nq,T,,,0,\n');
	});

	it('refuses a key that stands twice, in a framework in place too', async () => {
		const twice = JSON.stringify(framework).replace('"version":1', '"version":1,"version":2');
		const body = `{"framework":${twice},"data":${JSON.stringify(data)}}`;
		const inPlace = await post(body, { 'content-type': 'application/json' });
		const asText = await json({ framework: twice, data });
		for (const [answer, file, path] of [
			[inPlace, 'request', 'framework.version'],
			[asText, 'framework', 'version']
		] as const) {
			expect(answer.status).toBe(400);
			const { problems } = (await answer.json()) as { problems: { message: string }[] };
			expect(problems).toMatchObject([{ file, path }]);
			expect(problems[0]!.message).toMatch(/key "version" stands twice/);
		}
	});

	it('gives a receipt', async () => {
		const answer = await json({ framework, data, receipt: 'p' });
		expect(await answer.json()).toMatchObject({ unit: 'p', top: 'T', rank: 1 });
	});

	it.each([
		[
			'a row',
			{ framework, data: 'unit,indicator,value\np,a,-\n' },
			{ file: 'data', row: 2, column: 'value' }
		],
		['a node', { framework, data: 'unit,indicator,value\np,a,0\n' }, { file: 'data', node: 'a', unit: 'p' }],
		[
			'a place in the framework',
			{ framework: { ...framework, nodes: [{ code: 'T', aggregate: 'sum', colour: 1 }] }, data },
			{ file: 'framework', node: 'T', path: 'nodes[0]' }
		],
		['a field that lacks', { framework }, { file: 'data' }],
		['a field too many', { framework, data, colour: 1 }, { file: 'request' }],
		['a unit of no receipt', { framework, data, receipt: 'zz' }, { file: '--receipt' }]
	])('names %s in a problem document', async (_what, body, problem) => {
		const answer = await json(body);
		expect(answer.status).toBe(400);
		expect(answer.headers.get('content-type')).toBe('application/problem+json');
		const document = (await answer.json()) as { detail: string; problems: { remedy: string }[] };
		expect(document).toMatchObject({ status: 400, code: 'invalidInput', problems: [problem] });
		expect(document.problems[0]!.remedy).not.toBe('');
		expect(document.detail.split('\n')).toHaveLength(1);
	});

	it('bounds the list of 100,000 bad rows', async () => {
		const rows = Array.from({ length: 100_000 }, (_, i) => `u${i},a,NA`).join('\n');
		const document = (await (await json({ framework, data: `unit,indicator,value\n${rows}\n` })).json()) as {
			count: number;
			problems: unknown[];
		};
		expect([document.count, document.problems.length]).toEqual([100_000, 50]);
	});

	it('cannot be read, in words', async () => {
		for (const answer of [
			await post('{', { 'content-type': 'application/json' }),
			await post('hello'),
			await post(new Uint8Array([0xff]))
		]) {
			expect(answer.status).toBe(400);
			expect(await answer.json()).toMatchObject({ problems: [{ file: 'request' }] });
		}
	});

	it('is refused with more than fits, which it names with what to do', async () => {
		const answer = await post('x'.repeat(16 * 1024 * 1024 + 1), { 'content-type': 'application/json' });
		expect(answer.status).toBe(413);
		const document = (await answer.json()) as { title: string; detail: string };
		expect(document).toMatchObject({ code: 'tooLarge', title: 'What was sent is too large.' });
		expect(document.detail).toMatch(/16 MB.*npm run score/);
	});

	it('is for members, and reads nothing of strangers', async () => {
		const answer = await post('{', {}, stranger);
		expect(answer.status).toBe(401);
		expect(await answer.json()).toMatchObject({ code: 'notSignedIn', errors: [] });
	});
});

describe('GET /api/v1/schemas/framework.json', () => {
	it('is the JSON Schema of F.json: what must be there, what may, and nothing else', async () => {
		const answer = await GET(fakeEvent({ path: '/api/v1/schemas/framework.json', ctx: test.context() }));
		expect(answer.headers.get('content-type')).toBe('application/schema+json');
		const schema = (await answer.json()) as Record<string, Record<string, Record<string, object>>>;
		expect(schema).toMatchObject({
			$schema: 'https://json-schema.org/draft/2020-12/schema',
			required: ['code', 'version', 'nodes'],
			additionalProperties: false
		});
		const node = schema['properties']!['nodes']!['items']!;
		expect(node).toMatchObject({ required: ['code'], additionalProperties: false });
		expect(JSON.stringify(schema)).toContain('"distanceToReference"');
	});
});
