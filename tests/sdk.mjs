// 微软 SDK 的检查器，起一次要几秒，所以起一次、问许多次：来一行文件名，答一行 JSON。
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const { default: validate, getFileFormatFromName } = await import(pathToFileURL(process.argv[2]));

async function answer(path) {
  try {
    return await validate(await readFile(path), getFileFormatFromName(path));
  } catch (error) {
    return { crashed: String(error) };
  }
}

for await (const path of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await answer(path)));
}
