import type { APIRequestContext, APIResponse } from '@playwright/test';

interface Operation {
	readonly operationId: string;
	readonly parameters: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
	readonly requestBody?: unknown;
	readonly responses: Readonly<Record<string, unknown>>;
}
interface Document {
	readonly servers: readonly { readonly url: string }[];
	readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

export interface Answer<T> {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: T;
}

/** Values of parameters by their names, whatever their place. */
export type Values = Readonly<Record<string, string | number>>;
export type Client = Readonly<
	Record<string, <T = Record<string, unknown>>(values?: Values, body?: unknown) => Promise<Answer<T>>>
>;

/**
 * A client made of nothing but the served OpenAPI document: a function for each operation, by its operationId. It refuses what the
 * document does not know, in what it sends as in what comes back, so that the document cannot lag behind the product.
 */
export async function clientOf(request: APIRequestContext, token?: string): Promise<Client> {
	const document = (await (await request.get('/api/v1/openapi.json')).json()) as Document;
	const base = document.servers[0]!.url;
	return Object.fromEntries(
		Object.entries(document.paths).flatMap(([path, verbs]) =>
			Object.entries(verbs).map(([verb, operation]) => [
				operation.operationId,
				async (values: Values = {}, body?: unknown) => {
					const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
					const query = new URLSearchParams();
					let address = `${base}${path}`;
					for (const [name, value] of Object.entries(values)) {
						const parameter = operation.parameters.find((known) => known.name === name);
						if (!parameter) throw new Error(`${operation.operationId} takes no ${name}`);
						if (parameter.in === 'path') address = address.replace(`{${name}}`, encodeURIComponent(value));
						else if (parameter.in === 'query') query.set(name, String(value));
						else headers[name] = String(value);
					}
					if (body !== undefined && !operation.requestBody)
						throw new Error(`${operation.operationId} takes no body`);
					const response = await request.fetch(query.size > 0 ? `${address}?${query}` : address, {
						method: verb.toUpperCase(),
						headers,
						...(body === undefined ? {} : { data: body })
					});
					return answerOf(operation, response);
				}
			])
		)
	) as Client;
}

async function answerOf<T>(operation: Operation, response: APIResponse): Promise<Answer<T>> {
	const status = response.status();
	if (!(String(status) in operation.responses)) {
		throw new Error(`${operation.operationId} answered ${status}: ${(await response.text()).slice(0, 300)}`);
	}
	const text = await response.text();
	const isJson = /json/.test(response.headers()['content-type'] ?? '');
	return { status, headers: response.headers(), body: (isJson && text ? JSON.parse(text) : text) as T };
}
