import { z } from 'zod';
import { frameworkDefinitionSchema } from './definition';

/**
 * F.json as JSON Schema (draft 2020-12), made from the schema that the engine itself reads by: what may be left out, and its default.
 * Relations between parts (one root, no cycle, weights) are beyond a schema; `checkFramework` names them.
 */
export function frameworkJsonSchema(): Record<string, unknown> {
	const { $schema, ...schema } = z.toJSONSchema(frameworkDefinitionSchema, { io: 'input' });
	return { $schema, $id: 'framework.json', title: 'Evaluation framework (F.json)', ...schema };
}
