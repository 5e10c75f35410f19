import type { z } from 'zod';
import type { Permission } from '../../domain/access/permissions';
import type { Context } from '../context';
import type { ApiErrorCode } from './problem';

/** What a route is called with, parsed. */
export interface ApiCall<Params, Query, Body> {
	readonly ctx: Context;
	readonly params: Params;
	readonly query: Query;
	readonly body: Body;
	/** where a page begins: the keys that `next` named on the page before */
	readonly after: readonly (string | number)[] | undefined;
	readonly limit: number;
	readonly request: Request;
}

export interface ApiAnswer<Answer> {
	readonly body: Answer;
	/** keys of the last item, where more follow */
	readonly next?: readonly (string | number)[] | undefined;
	readonly status?: number;
	/** what changes when the thing does; without one the answer's bytes decide */
	readonly etag?: string;
}

/** Bytes as they are sent, where an answer is no JSON of ours. */
export interface RawAnswer {
	readonly text: string;
	readonly contentType: string;
}

export type ApiTag = 'observations' | 'results' | 'directory' | 'engine' | 'document';

/** One address of the API: what the handler obeys and what the OpenAPI document says are made of this alone. */
export interface ApiRoute<
	Params extends z.ZodObject = z.ZodObject,
	Query extends z.ZodObject = z.ZodObject,
	Body extends z.ZodType = z.ZodType,
	Answer extends z.ZodType = z.ZodType
> {
	readonly method: 'GET' | 'POST' | 'PUT';
	/** below `/api/v1`, as OpenAPI writes it */
	readonly path: `/${string}`;
	/** operationId */
	readonly id: string;
	readonly tag: ApiTag;
	readonly summary: string;
	readonly description?: string;
	/** `public`: everybody, as far as it is published; otherwise one of these permissions, somewhere */
	readonly access: 'public' | readonly Permission[];
	readonly params?: Params;
	readonly query?: Query;
	/** JSON that is sent, by its name in the document */
	readonly body?: { readonly name: string; readonly schema: Body; readonly example?: unknown };
	/** JSON that is answered, by its name in the document */
	readonly answer?: { readonly name: string; readonly schema: Answer };
	/** answers in pages: takes `limit` and `cursor`, gives `next` */
	readonly isPaged?: boolean;
	/** takes `If-Match` */
	readonly isConditional?: boolean;
	/** a body that the route reads itself, and answers that are no JSON of ours */
	readonly raw?: { readonly accepts?: readonly string[]; readonly answers: readonly string[] };
	readonly errors?: readonly ApiErrorCode[];
	run(
		call: ApiCall<z.output<Params>, z.output<Query>, z.output<Body>>
	): Promise<ApiAnswer<z.input<Answer>> | RawAnswer>;
}

export type AnyApiRoute = Omit<ApiRoute, 'run'> & {
	run(call: ApiCall<never, never, never>): Promise<ApiAnswer<unknown> | RawAnswer>;
};

/** Gives a route its types. */
export function defineRoute<
	Params extends z.ZodObject,
	Query extends z.ZodObject,
	Body extends z.ZodType,
	Answer extends z.ZodType
>(route: ApiRoute<Params, Query, Body, Answer>): AnyApiRoute {
	return route as unknown as AnyApiRoute;
}

export const defaultLimit = 100;
export const highestLimit = 1000;
