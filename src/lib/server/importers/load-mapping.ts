import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { z } from 'zod';
import { DomainError } from '../../domain/errors';
import {
	frameworkFileSchema,
	indicatorFileSchema,
	mappingSchema,
	type FrameworkFile,
	type IndicatorFile,
	type Mapping
} from './mapping';

const maximumMappingBytes = 1_000_000;

/** A mapping with the files beside it that it names. */
export interface LoadedMapping {
	readonly mapping: Mapping;
	readonly indicators: IndicatorFile | undefined;
	readonly framework: FrameworkFile | undefined;
}

/** @throws DomainError `importRefused` naming file, place and remedy */
export async function loadMapping(path: string): Promise<LoadedMapping> {
	const mapping = await readJson(path, mappingSchema);
	const beside = (name: string) => resolve(dirname(path), name);
	return {
		mapping,
		indicators: mapping.indicators
			? await readJson(beside(mapping.indicators), indicatorFileSchema)
			: undefined,
		framework: mapping.framework ? await readJson(beside(mapping.framework), frameworkFileSchema) : undefined
	};
}

async function readJson<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.infer<Schema>> {
	const name = basename(path);
	const text = new TextDecoder('utf-8').decode(await readBounded(path, maximumMappingBytes));
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch (error) {
		throw new DomainError(
			'importRefused',
			`${name}: is no JSON (${(error as Error).message}). Mend it and try again.`
		);
	}
	const parsed = schema.safeParse(json);
	if (!parsed.success) {
		const lines = parsed.error.issues
			.slice(0, 10)
			.map(
				(issue) =>
					`${name}, ${issue.path.length > 0 ? `key ${issue.path.join('.')}` : 'top'}: ${issue.message}. Mend the mapping.`
			);
		throw new DomainError('importRefused', lines.join('\n'));
	}
	return parsed.data;
}

/** The bytes of a file, if it is there and not too large. @throws DomainError `importRefused` */
export async function readBounded(path: string, maximumBytes: number): Promise<Uint8Array> {
	try {
		const { size } = await stat(path);
		if (size > maximumBytes) {
			throw new DomainError(
				'importRefused',
				`${basename(path)}: ${Math.round(size / 1e6)} MB is more than the ${Math.round(maximumBytes / 1e6)} MB that one import takes. Split the file.`
			);
		}
		return await readFile(path);
	} catch (error) {
		if (error instanceof DomainError) throw error;
		const code = (error as NodeJS.ErrnoException).code;
		throw new DomainError(
			'importRefused',
			code === 'ENOENT'
				? `${path}: there is no such file. Check the path.`
				: code === 'EISDIR'
					? `${path}: is a folder. Name a file in it.`
					: `${path}: cannot be read (${code ?? 'unknown reason'}). Check its permissions.`
		);
	}
}

/** Text of a file in the encoding that its mapping names. @throws DomainError `importRefused` */
export function decodeText(bytes: Uint8Array, encoding: Mapping['format']['encoding'], name: string): string {
	try {
		return new TextDecoder(encoding, { fatal: true }).decode(bytes);
	} catch {
		throw new DomainError(
			'importRefused',
			`${name}: is not ${encoding} text. Save it as UTF-8, or set "encoding": "${encoding === 'utf-8' ? 'gb18030' : 'utf-8'}" in the mapping.`
		);
	}
}
