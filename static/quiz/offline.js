// The page shown where the line is down: if it was asked for a paper that this device keeps, the paper
// itself, to go on with; else the papers that are kept.

import { Device } from "./device.js";

const device = await Device.open();
const asked = Number(window.location.pathname.match(/^\/thi\/luot\/(\d+)$/)?.[1]);
const pages = await device.all("pages");
const paper = pages.find(({ attempt }) => attempt === asked);

if (paper) {
  document.title = paper.title;
  Object.assign(document.documentElement.dataset, paper.display);
  document.body.innerHTML = paper.html;
  document.querySelector("#paper").dataset.kept = "1";
  await import("../quiz.js");
} else {
  const list = document.querySelector("#kept");
  for (const { attempt, title } of pages) {
    const link = document.createElement("a");
    link.href = `/thi/luot/${attempt}`;
    link.textContent = title;
    const line = document.createElement("li");
    line.append(link);
    list.append(line);
  }
  document.querySelector("#kept-papers").hidden = pages.length === 0;
  window.addEventListener("online", () => window.location.reload());
}
