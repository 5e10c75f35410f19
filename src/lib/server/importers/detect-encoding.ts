import { isUtf8 } from 'node:buffer';
import { analyse } from 'chardet';
import type { ByteSource } from './byte-source';
import type { SourceEncoding } from './row-source';

const sampleBytes = 262_144;

/** Names by which chardet calls what we read. ISO-8859-1 is read as windows-1252, as browsers do. */
const detectable: Readonly<Record<string, SourceEncoding>> = {
	GB18030: 'gb18030',
	Big5: 'big5',
	Shift_JIS: 'shift_jis',
	'EUC-KR': 'euc-kr',
	'ISO-8859-1': 'windows-1252',
	'windows-1252': 'windows-1252'
};

/**
 * The encoding of a text, or undefined where none is likely. A byte-order mark settles it; then every byte of the file is asked
 * whether it is UTF-8, for a file may be plain ASCII until the notes at its end; what is not is told apart by a sample around
 * the first byte that is not ASCII.
 */
export async function detectEncoding(source: ByteSource): Promise<SourceEncoding | undefined> {
	const head = await source.head(sampleBytes);
	const marked = byMark(head) ?? byZeros(head);
	if (marked) return marked;
	let sample: Uint8Array | undefined;
	let carried: Uint8Array = new Uint8Array();
	let isAllUtf8 = true;
	let past: Uint8Array = new Uint8Array();
	for await (const chunk of source.chunks()) {
		const bytes = carried.length > 0 ? Buffer.concat([carried, chunk]) : chunk;
		const cut = bytes.length - incompleteTail(bytes);
		if (!isUtf8(bytes.subarray(0, cut))) {
			isAllUtf8 = false;
			sample = Buffer.concat([past, bytes]);
			break;
		}
		carried = bytes.subarray(cut);
		past = bytes;
	}
	if (isAllUtf8 && carried.length === 0) return 'utf-8';
	const text = sample ?? Buffer.concat([past, carried]);
	return likeliest(text);
}

function byMark(head: Uint8Array): SourceEncoding | undefined {
	const [a, b, c, d] = head;
	if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
	if (a === 0xff && b === 0xfe) return 'utf-16le';
	if (a === 0xfe && b === 0xff) return 'utf-16be';
	if (a === 0x84 && b === 0x31 && c === 0x95 && d === 0x33) return 'gb18030';
	return undefined;
}

/** UTF-16 without a mark: delimiters, digits and line ends have a zero byte, always on the same side. */
function byZeros(head: Uint8Array): SourceEncoding | undefined {
	let even = 0;
	let odd = 0;
	for (let at = 0; at < head.length; at++) {
		if (head[at] !== 0) continue;
		if (at % 2 === 0) even++;
		else odd++;
	}
	const enough = Math.max(2, head.length / 50);
	if (odd >= enough && even === 0) return 'utf-16le';
	if (even >= enough && odd === 0) return 'utf-16be';
	return undefined;
}

/** How many bytes at the end begin a character that the next chunk completes. */
function incompleteTail(bytes: Uint8Array): number {
	for (let back = 1; back <= Math.min(3, bytes.length); back++) {
		const byte = bytes[bytes.length - back]!;
		if (byte < 0x80) return 0;
		if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
	}
	return 0;
}

function likeliest(sample: Uint8Array): SourceEncoding | undefined {
	if (isNearlyUtf8(sample)) return 'utf-8';
	const pairs = countPairs(sample);
	if (pairs.broken <= 1 && pairs.common > 0 && pairs.common >= 4 * pairs.rare) {
		// Korean has the same pairs; only how often they occur tells them apart.
		const guesses = new Map(analyse(sample).map((m) => [m.name as string, m.confidence]));
		return (guesses.get('EUC-KR') ?? 0) > (guesses.get('GB18030') ?? 0) + 20 ? 'euc-kr' : 'gb18030';
	}
	for (const { name, confidence } of analyse(sample)) {
		const encoding = detectable[name];
		if (encoding && confidence >= 10) return encoding;
	}
	return undefined;
}

/** A UTF-8 text with a few broken characters is a broken UTF-8 text, and no Chinese one. */
function isNearlyUtf8(sample: Uint8Array): boolean {
	let whole = 0;
	let broken = 0;
	for (let at = 0; at < sample.length; at++) {
		const byte = sample[at]!;
		if (byte < 0x80) continue;
		const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 0;
		let ok = length >= 3;
		for (let next = 1; next < length; next++) ok &&= (sample[at + next] ?? 0x80) >> 6 === 2;
		if (ok) {
			whole++;
			at += length - 1;
		} else broken++;
	}
	return whole > 20 * broken;
}

/** Two-byte characters by where GB 2312 has its everyday ones (both bytes from A1) and where only its extensions have some. */
function countPairs(sample: Uint8Array): { common: number; rare: number; broken: number } {
	const counts = { common: 0, rare: 0, broken: 0 };
	for (let at = 0; at < sample.length; at++) {
		const lead = sample[at]!;
		if (lead < 0x80) continue;
		const trail = sample[++at] ?? 0;
		if (lead === 0x80 || lead === 0xff || trail < 0x30 || trail === 0x7f || trail === 0xff) counts.broken++;
		else if (trail >= 0xa1 && lead >= 0xa1) counts.common++;
		else counts.rare++;
	}
	return counts;
}
