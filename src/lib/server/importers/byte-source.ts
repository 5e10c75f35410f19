import { open, stat, type FileHandle } from 'node:fs/promises';
import { refuseFile } from './refuse-file';
import type { SourceFile, SourceLimits } from './row-source';

/** Bytes asked for at a time: small enough that cells which are kept hold little of the text around them. */
const chunkBytes = 65_536;

/** A file or an upload as bytes that can be read from the start more than once, never all at once. */
export interface ByteSource {
	readonly name: string;
	readonly size: number;
	/** the first bytes, fewer where the file ends before */
	head(count: number): Promise<Uint8Array>;
	chunks(): AsyncIterable<Uint8Array>;
}

/** @throws DomainError `importRefused` where there is no such file, or too much of it, or nothing in it */
export async function openBytes(file: SourceFile, limits: SourceLimits): Promise<ByteSource> {
	const source = file.bytes ? inMemory(file.name, file.bytes) : await onDisk(file);
	if (source.size > limits.bytes) {
		throw refuseFile('tooManyBytes', {
			file: file.name,
			message: `${megabytes(source.size)} MB is more than the ${megabytes(limits.bytes)} MB that one import takes`,
			remedy: 'Split the file'
		});
	}
	if (source.size === 0) {
		throw refuseFile('empty', {
			file: file.name,
			message: 'the file is empty',
			remedy: 'It needs a header and rows'
		});
	}
	return source;
}

function inMemory(name: string, bytes: Uint8Array): ByteSource {
	return {
		name,
		size: bytes.byteLength,
		head: (count) => Promise.resolve(bytes.subarray(0, count)),
		async *chunks() {
			for (let at = 0; at < bytes.byteLength; at += chunkBytes) {
				yield bytes.subarray(at, at + chunkBytes);
				// What else the process has to do goes first, as it does between two reads of a file.
				if (at % (16 * chunkBytes) === 0) await new Promise<void>((done) => setImmediate(done));
			}
		}
	};
}

async function onDisk({ name, path }: SourceFile): Promise<ByteSource> {
	if (path === undefined) throw new TypeError('A file needs a path or bytes');
	const entry = await stat(path).catch((error: unknown) => {
		throw unreadable(name, error);
	});
	if (!entry.isFile()) throw unreadable(name, { code: entry.isDirectory() ? 'EISDIR' : 'no plain file' });
	return {
		name,
		size: entry.size,
		async head(count) {
			const handle = await openFile(name, path);
			try {
				const { buffer, bytesRead } = await handle.read(Buffer.alloc(count), 0, count, 0);
				return buffer.subarray(0, bytesRead);
			} finally {
				await handle.close();
			}
		},
		async *chunks() {
			const handle = await openFile(name, path);
			try {
				// A buffer for each chunk: decoders may hold on to the end of the last one.
				for (let at = 0; ; at += chunkBytes) {
					const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes, at);
					if (bytesRead === 0) return;
					yield buffer.subarray(0, bytesRead);
					if (bytesRead < chunkBytes) return;
				}
			} finally {
				await handle.close();
			}
		}
	};
}

async function openFile(name: string, path: string): Promise<FileHandle> {
	return open(path, 'r').catch((error: unknown) => {
		throw unreadable(name, error);
	});
}

function unreadable(file: string, error: unknown): Error {
	const code = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
	if (code === 'ENOENT') {
		return refuseFile('noSuchFile', { file, message: 'there is no such file', remedy: 'Check the path' });
	}
	return code === 'EISDIR'
		? refuseFile('unreadable', { file, message: 'is a folder', remedy: 'Name a file in it' })
		: refuseFile('unreadable', {
				file,
				message: `cannot be read (${code})`,
				remedy: 'Check its permissions'
			});
}

function megabytes(bytes: number): number {
	return Math.ceil(bytes / 1e6);
}
