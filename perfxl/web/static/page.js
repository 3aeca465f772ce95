/* 没有它也都能用：拖进来就选上，选了多少说一声，交的时候按钮变灰。旧浏览器的写法。 */
(function () {
  "use strict";
  var drop = document.getElementById("drop"), input = document.getElementById("files");
  if (drop && input && "addEventListener" in document) {
    var said = document.createElement("p");
    said.className = "say";
    said.setAttribute("aria-live", "polite");
    drop.appendChild(said);
    var tell = function () {
      var names = [], i;
      for (i = 0; i < input.files.length; i += 1) { names.push(input.files[i].name); }
      said.textContent = names.length ? "选了 " + names.length + " 个：" + names.join("、") : "";
    };
    input.addEventListener("change", tell);
    drop.addEventListener("dragover", function (event) { event.preventDefault(); drop.className = "drop over"; });
    drop.addEventListener("dragleave", function () { drop.className = "drop"; });
    drop.addEventListener("drop", function (event) {
      event.preventDefault();
      drop.className = "drop";
      try { input.files = event.dataTransfer.files; } catch (error) { return; }
      tell();
    });
  }
  var forms = document.getElementsByTagName("form"), n;
  var once = function (event) {
    var buttons = event.target.getElementsByTagName("button"), i;
    if (event.target.getAttribute("data-once") !== null) {
      for (i = 0; i < buttons.length; i += 1) { buttons[i].disabled = true; }
    }
  };
  for (n = 0; n < forms.length; n += 1) { forms[n].addEventListener("submit", once); }
}());
