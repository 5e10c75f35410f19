import type { ByteSource } from './byte-source';
import { detectEncoding } from './detect-encoding';
import { refuseFile } from './refuse-file';
import type { SourceEncoding } from './row-source';

const remedy = 'Say which encoding the file has, or save it as UTF-8';

/** The encoding of a text. @throws DomainError `importRefused` where it cannot be told */
export async function encodingOf(source: ByteSource): Promise<SourceEncoding> {
	const encoding = await detectEncoding(source);
	if (encoding) return encoding;
	throw refuseFile('encoding', { file: source.name, message: 'its encoding cannot be told', remedy });
}

/**
 * The text of a file chunk by chunk, without a byte-order mark. `row` says how far its reader is, for the message.
 * @throws DomainError `importRefused` where the bytes are none of this encoding
 */
export async function* decodeChunks(
	source: ByteSource,
	encoding: SourceEncoding,
	row: () => number
): AsyncGenerator<string> {
	const decoder = new TextDecoder(encoding, { fatal: true });
	try {
		for await (const chunk of source.chunks()) yield decoder.decode(chunk, { stream: true });
		yield decoder.decode();
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error;
		throw refuseFile('encoding', {
			file: source.name,
			message: `is not ${encoding} text: a character at or after row ${row() + 1} is broken`,
			remedy
		});
	}
}
