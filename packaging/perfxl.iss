; 安装程序（Inno Setup 6）。由 packaging/build.py 交给 ISCC，版本和打好的文件夹从那里来：
;   ISCC /DVersion=版本 /DBuilt=打好的文件夹 /O放在哪里 packaging\perfxl.iss
; 装给当前用户，不要管理员权限；静默安装见 docs/安装.md。

[Setup]
AppId={{8C1B6A52-3E0D-4F8A-9E57-6B0C2D3F7A19}
AppName=perfxl 绩效自评
AppVersion={#Version}
AppPublisher=perfxl contributors
DefaultDirName={localappdata}\Programs\perfxl
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0
DisableProgramGroupPage=yes
DefaultGroupName=绩效自评
ShowLanguageDialog=no
WizardStyle=modern
Compression=lzma2
SolidCompression=yes
OutputBaseFilename=perfxl-{#Version}-setup
UninstallDisplayName=perfxl 绩效自评
UninstallDisplayIcon={app}\perfxl.exe

[Languages]
Name: "zh"; MessagesFile: "compiler:Default.isl,chinese.isl"

; 窗口（perfxl panel）打进去了，才有它的图标。
#define Panel FileExists(AddBackslash(Built) + "perfxlw.exe")

[Tasks]
#if Panel
Name: "desktop"; Description: "桌面上放一个“绩效自评”小窗口的图标"; Flags: unchecked
#endif

[InstallDelete]
; 升级时先拿走旧的，免得两版的文件混在一起。
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Built}\*"; DestDir: "{app}"; Flags: recursesubdirs createallsubdirs ignoreversion

[Icons]
Name: "{group}\perfxl 命令行"; Filename: "{cmd}"; Parameters: "/K ""set PATH={app};%PATH%"""; WorkingDir: "{userdocs}"
#if Panel
Name: "{group}\绩效自评"; Filename: "{app}\perfxlw.exe"; Parameters: "panel"
Name: "{userdesktop}\绩效自评"; Filename: "{app}\perfxlw.exe"; Parameters: "panel"; Tasks: desktop
#endif

[Run]
Filename: "{app}\perfxl.exe"; Parameters: "excel install --send-to"; StatusMsg: "正在装进 Excel 和右键“发送到”…"; Flags: runhidden

[UninstallRun]
Filename: "{app}\perfxl.exe"; Parameters: "excel uninstall"; RunOnceId: "excel"; Flags: runhidden
