/** Compiles the messages, so that types can be checked without a build. */
import { compile } from '@inlang/paraglide-js';
import { messageOptions } from './message-options.js';

await compile(messageOptions);
