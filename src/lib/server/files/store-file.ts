import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, open, opendir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DomainError } from '../../domain/errors';

/**
 * Where files lie that people hand in: outside of the web root, beside the embedded database or where `FILES_DIR` says. The folder
 * is one installation's own: what its database does not name is removed in time.
 */
export function filesFolder(environment: Readonly<Record<string, string | undefined>> = process.env): string {
	return resolve(environment['FILES_DIR'] || join(environment['DATA_DIR'] || 'data', 'files'));
}

export interface StoredFile {
	/** SHA-256 of its bytes: the same bytes lie there once */
	readonly key: string;
	readonly bytes: number;
}

const incoming = 'incoming';

function isKey(name: string): boolean {
	return /^[0-9a-f]{64}$/.test(name);
}

/**
 * Keeps bytes as they come, by their hash: first under a name of its own, then, whole and on the disk, under its hash in one step.
 * @throws DomainError `tooLarge` when there are more than `maximumBytes`; then nothing stays
 */
export async function storeFile(
	chunks: AsyncIterable<Uint8Array>,
	maximumBytes: number,
	folder = filesFolder()
): Promise<StoredFile> {
	const waiting = join(folder, incoming);
	await mkdir(waiting, { recursive: true });
	const unfinished = join(waiting, randomBytes(16).toString('hex'));
	const file = await open(unfinished, 'wx', 0o600);
	const hash = createHash('sha256');
	let bytes = 0;
	try {
		try {
			for await (const chunk of chunks) {
				bytes += chunk.byteLength;
				if (bytes > maximumBytes) {
					throw new DomainError('tooLarge', `The file has more than ${maximumBytes} bytes`, { maximumBytes });
				}
				hash.update(chunk);
				await file.write(chunk);
			}
			await file.sync();
		} finally {
			await file.close();
		}
		const key = hash.digest('hex');
		await mkdir(join(folder, key.slice(0, 2)), { recursive: true });
		await rename(unfinished, pathOfFile(key, folder));
		return { key, bytes };
	} catch (error) {
		await rm(unfinished, { force: true });
		throw error;
	}
}

/** Where a stored file lies. @throws DomainError `notFound` for what is no key */
export function pathOfFile(key: string, folder = filesFolder()): string {
	if (!isKey(key)) throw new DomainError('notFound', 'There is no such file');
	return join(folder, key.slice(0, 2), key);
}

/** A stored file to be read. @throws DomainError `notFound` */
export async function openFile(
	key: string,
	folder = filesFolder()
): Promise<{ readonly bytes: number; stream(): ReadStream }> {
	const path = pathOfFile(key, folder);
	const found = await stat(path).catch(() => undefined);
	if (!found?.isFile()) throw new DomainError('notFound', 'This file is no longer there');
	return { bytes: found.size, stream: () => createReadStream(path) };
}

/** Keys of the files that were last written before an instant, at most `size` at a time. */
export async function* listOldFiles(
	olderThan: Date,
	folder = filesFolder(),
	size = 500
): AsyncGenerator<string[]> {
	let keys: string[] = [];
	for (const part of await readdir(folder).catch(() => [])) {
		if (!/^[0-9a-f]{2}$/.test(part)) continue;
		for await (const { name } of await opendir(join(folder, part))) {
			if (!isKey(name) || !name.startsWith(part)) continue;
			const found = await stat(join(folder, part, name)).catch(() => undefined);
			if (!found?.isFile() || found.mtime >= olderThan) continue;
			keys.push(name);
			if (keys.length < size) continue;
			yield keys;
			keys = [];
		}
	}
	if (keys.length > 0) yield keys;
}

/**
 * Removes a stored file, unless it was handed in again since `olderThan`. It is moved aside first and looked at there: so what
 * arrives at this very moment is not removed in its place.
 */
export async function removeFile(key: string, olderThan: Date, folder = filesFolder()): Promise<boolean> {
	const path = pathOfFile(key, folder);
	const waiting = join(folder, incoming);
	await mkdir(waiting, { recursive: true });
	const aside = join(waiting, randomBytes(16).toString('hex'));
	const isThere = await rename(path, aside).then(
		() => true,
		() => false
	);
	if (!isThere) return false;
	if ((await stat(aside)).mtime >= olderThan) {
		await rename(aside, path);
		return false;
	}
	await rm(aside, { force: true });
	return true;
}

/** Removes what a server that was killed had begun to store. */
export async function clearUnfinished(olderThan: Date, folder = filesFolder()): Promise<number> {
	const waiting = join(folder, incoming);
	let cleared = 0;
	for (const name of await readdir(waiting).catch(() => [])) {
		const path = join(waiting, name);
		const found = await stat(path).catch(() => undefined);
		if (!found || found.mtime >= olderThan) continue;
		await rm(path, { force: true });
		cleared++;
	}
	return cleared;
}
