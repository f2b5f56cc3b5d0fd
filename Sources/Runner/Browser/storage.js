// Reads and writes what an origin keeps with a visitor, as JSON: local storage and IndexedDB.
// Runs in a page of that origin whose document is empty.
(() => {
  const ask = (request) =>
    new Promise((done, fail) => {
      request.onsuccess = () => done(request.result);
      request.onerror = request.onblocked = () => fail(request.error ?? new Error('blocked'));
    });
  const toText = (buffer) => {
    const bytes = new Uint8Array(buffer);
    let text = '';
    for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    return btoa(text);
  };
  const toBuffer = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0)).buffer;

  // What JSON can't say is `{t: kind, v: value}`, and so is every object; `id` lets others refer to it.
  const encoder = (lost, place) => {
    const seen = new Map();
    const pairs = async (entries) => {
      const list = [];
      for (const [key, value] of entries) list.push([await encode(key), await encode(value)]);
      return list;
    };
    const encode = async (value) => {
      if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
      if (value === undefined) return { t: 'undefined' };
      if (typeof value === 'bigint') return { t: 'bigint', v: String(value) };
      if (typeof value === 'number') {
        return Number.isFinite(value) && !Object.is(value, -0) ? value : { t: 'number', v: Object.is(value, -0) ? '-0' : String(value) };
      }
      if (seen.has(value)) return { t: 'ref', v: seen.get(value) };
      const id = seen.size;
      seen.set(value, id);
      const made = (t, v, more) => ({ t, id, v, ...more });
      if (Array.isArray(value)) return made('array', await pairs(Object.entries(value)), { length: value.length });
      if (value instanceof Date) return made('date', value.getTime());
      if (value instanceof RegExp) return made('regexp', [value.source, value.flags]);
      if (value instanceof ArrayBuffer) return made('buffer', toText(value));
      if (ArrayBuffer.isView(value)) {
        const count = value instanceof DataView ? value.byteLength : value.length;
        return made('view', await encode(value.buffer), { kind: value.constructor.name, offset: value.byteOffset, count });
      }
      if (value instanceof File) {
        return made('file', toText(await value.arrayBuffer()), { type: value.type, name: value.name, modified: value.lastModified });
      }
      if (value instanceof Blob) return made('blob', toText(await value.arrayBuffer()), { type: value.type });
      if (value instanceof Map) return made('map', await pairs(value));
      if (value instanceof Set) return made('set', await pairs([...value].map((member) => [member, null])));
      if (value instanceof Error) return made('error', [value.name, value.message, value.stack ?? '']);
      if (value instanceof Number || value instanceof String || value instanceof Boolean) return made('boxed', await encode(value.valueOf()));
      const name = Object.prototype.toString.call(value).slice(8, -1);
      if (name === 'Object') return made('object', await pairs(Object.entries(value)));
      lost.push(`${place}: ${name}`);
      return { t: 'undefined' };
    };
    return encode;
  };

  const decoder = () => {
    const made = new Map();
    const keep = (id, value) => (made.set(id, value), value);
    const decode = (data) => {
      if (data === null || typeof data !== 'object') return data;
      const { t, id, v } = data;
      switch (t) {
        case 'undefined': return undefined;
        case 'bigint': return BigInt(v);
        case 'number': return Number(v);
        case 'ref': return made.get(v);
        case 'date': return keep(id, new Date(v ?? NaN));
        case 'regexp': return keep(id, new RegExp(...v));
        case 'buffer': return keep(id, toBuffer(v));
        case 'file': return keep(id, new File([toBuffer(v)], data.name, { type: data.type, lastModified: data.modified }));
        case 'blob': return keep(id, new Blob([toBuffer(v)], { type: data.type }));
        case 'boxed': return keep(id, Object(decode(v)));
        case 'error': {
          const type = { EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError }[v[0]] ?? Error;
          return keep(id, Object.assign(new type(v[1]), { stack: v[2] }));
        }
        case 'view': {
          const buffer = decode(v);
          return keep(id, new globalThis[data.kind](buffer, data.offset, data.count));
        }
        case 'array': {
          const list = keep(id, new Array(data.length));
          for (const [key, value] of v) list[key] = decode(value);
          return list;
        }
        case 'map': {
          const map = keep(id, new Map());
          for (const [key, value] of v) map.set(decode(key), decode(value));
          return map;
        }
        case 'set': {
          const set = keep(id, new Set());
          for (const [member] of v) set.add(decode(member));
          return set;
        }
        default: {
          const object = keep(id, {});
          for (const [key, value] of v) {
            Object.defineProperty(object, key, { value: decode(value), writable: true, enumerable: true, configurable: true });
          }
          return object;
        }
      }
    };
    return decode;
  };

  const saveStore = async (store, name, lost) => {
    const [keys, values] = await Promise.all([ask(store.getAllKeys()), ask(store.getAll())]);
    const records = [];
    for (let at = 0; at < keys.length; at++) {
      const place = `${name}/${store.name}`;
      records.push([await encoder(lost, place)(keys[at]), await encoder(lost, place)(values[at])]);
    }
    return records;
  };
  const saveDatabase = async (name, version, lost) => {
    const database = await ask(indexedDB.open(name));
    const stores = [];
    for (const title of database.objectStoreNames) {
      const store = database.transaction(title).objectStore(title);
      const indexes = [...store.indexNames].map((index) => {
        const { keyPath, unique, multiEntry } = store.index(index);
        return { name: index, keyPath, unique, multiEntry };
      });
      const { keyPath, autoIncrement } = store;
      stores.push({ name: title, keyPath, autoIncrement, indexes, records: await saveStore(store, name, lost) });
    }
    database.close();
    return { name, version, stores };
  };

  const restoreDatabase = async ({ name, version, stores }) => {
    const opening = indexedDB.open(name, version);
    opening.onupgradeneeded = () => {
      for (const { name: title, keyPath, autoIncrement, indexes, records } of stores) {
        const store = opening.result.createObjectStore(title, { keyPath, autoIncrement });
        for (const { name: index, keyPath: path, ...options } of indexes) store.createIndex(index, path, options);
        for (const [key, value] of records) {
          if (keyPath === null) store.put(decoder()(value), decoder()(key));
          else store.put(decoder()(value));
        }
      }
    };
    (await ask(opening)).close();
  };

  return {
    save: async () => {
      const lost = [];
      const databases = [];
      for (const { name, version } of await indexedDB.databases()) databases.push(await saveDatabase(name, version, lost));
      return { local: { ...localStorage }, databases, lost };
    },
    restore: async (databases) => {
      await Promise.all(databases.map(restoreDatabase));
      return true;
    },
  };
})()
