import { z } from 'zod';

export const problemSchema = z.object({
	type: z.string().describe('Address of an explanation.'),
	title: z.string().describe('One sentence for people, in the language of the request.'),
	status: z.number().int(),
	detail: z.string().optional(),
	instance: z.string().optional().describe('The request that this is about.'),
	code: z.string().describe('For programs.'),
	errors: z.array(
		z.object({
			pointer: z.string().optional().describe('JSON pointer into the body that was sent.'),
			parameter: z.string().optional().describe('Name of a parameter or header.'),
			code: z.string(),
			detail: z.string()
		})
	),
	count: z.number().int().optional().describe('How many there are, where more are wrong than are listed.')
});
