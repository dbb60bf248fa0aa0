import { type LogReader, type RequestLog, SECRET_PARAMETERS, type SeenRequest } from './types.ts';

/** The request line as Apache's and nginx's common and combined formats quote it. */
const REQUEST_LINE = /"(GET|POST|HEAD) ([^" ]{1,8192}) HTTP\/[0-9.]+" (\d{3})/;

/**
 * Access logs in the common or combined format (Apache, nginx and most proxies). They have queries and no bodies, so that authorization
 * requests by GET are seen whole and token requests not at all. Requests that were refused are passed over: they don't work today.
 */
export const accessLogReader: LogReader = {
  id: 'access-log',
  title: 'an access log in the common or combined format (Apache, nginx): authorization requests',
  recognises: (beginning) => beginning.split('\n', 20).some((line) => REQUEST_LINE.test(line)),
  read(path, text, paths): RequestLog {
    const requests: SeenRequest[] = [];
    let passedOver = 0;
    for (const [index, line] of text.split('\n').entries()) {
      if (line.trim() === '') continue;
      const [, method, target = '', status = ''] = REQUEST_LINE.exec(line) ?? [];
      const question = target.indexOf('?');
      const isAsked = question !== -1 && target.slice(0, question) === paths.authorization && method === 'GET';
      if (!isAsked || Number(status) >= 400) {
        passedOver++;
        continue;
      }
      const query = new URLSearchParams(target.slice(question + 1));
      requests.push({
        at: { file: path, line: index + 1, column: 1 },
        kind: 'authorization',
        clientId: query.get('client_id'),
        parameters: [...query].filter(([name]) => !SECRET_PARAMETERS.has(name)),
      });
    }
    return { reader: 'access-log', path, requests, passedOver };
  },
};
