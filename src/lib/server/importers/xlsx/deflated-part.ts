import { createDeflateRaw, crc32 } from 'node:zlib';
import type { AsyncFlateStreamHandler, ZipInputFile } from 'fflate';

/** A part of an archive, packed by the engine's own zlib in its thread pool: requests are answered meanwhile. */
export class DeflatedPart implements ZipInputFile {
	readonly compression = 8;
	/** the same rows give the same bytes, whenever they are written */
	readonly mtime = '1980-01-01T00:00:00';
	ondata?: AsyncFlateStreamHandler;
	size = 0;
	crc = 0;
	readonly #deflate = createDeflateRaw();

	constructor(readonly filename: string) {
		this.#deflate.on('data', (chunk: Uint8Array<ArrayBuffer>) => this.ondata?.(null, chunk, false));
	}

	write(bytes: Uint8Array): Promise<void> {
		this.size += bytes.byteLength;
		this.crc = crc32(bytes, this.crc);
		return new Promise((done, failed) => {
			this.#deflate.write(bytes, (error) => (error ? failed(error) : done()));
		});
	}

	async end(bytes?: Uint8Array): Promise<void> {
		if (bytes) await this.write(bytes);
		await new Promise<void>((done, failed) => {
			this.#deflate.once('end', done).once('error', failed).end();
		});
		this.ondata?.(null, new Uint8Array(), true);
	}
}
