import { frameworkJsonSchema } from '../../../domain/framework/json-schema';
import { scoreTables } from '../../services/score/score-tables';
import { readScoreRequest } from '../read-score-request';
import { defineRoute } from '../route';

export const scoreRoute = defineRoute({
	method: 'POST',
	path: '/score',
	id: 'scoreTables',
	tag: 'engine',
	summary: 'Score a table by a framework, as `npm run score` does.',
	description:
		'Fields `framework`, `data`, and if need be `units`, `adjustments`, `period`, `format` (`csv` or `json`), `receipt`: of a JSON document, or of a form with files. At most 16 MB. What is wrong with the tables stands in `problems`, with file, row, column and remedy.',
	access: ['table.score'],
	raw: { accepts: ['application/json', 'multipart/form-data'], answers: ['text/csv', 'application/json'] },
	errors: ['invalidFramework', 'tooLarge', 'busy'],
	async run({ ctx, request }) {
		let isJson = false;
		const text = await scoreTables(ctx, async () => {
			const read = await readScoreRequest(request);
			isJson = read.format === 'json' || read.receipt !== undefined;
			return read;
		});
		return { text, contentType: isJson ? 'application/json' : 'text/csv; charset=utf-8' };
	}
});

const frameworkSchema = `${JSON.stringify(frameworkJsonSchema(), null, 2)}\n`;

export const frameworkSchemaRoute = defineRoute({
	method: 'GET',
	path: '/schemas/framework.json',
	id: 'getFrameworkSchema',
	tag: 'engine',
	summary: 'The JSON Schema of a framework file.',
	access: 'public',
	raw: { answers: ['application/schema+json'] },
	run: () => Promise.resolve({ text: frameworkSchema, contentType: 'application/schema+json' })
});
