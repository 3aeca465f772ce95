Attribute VB_Name = "Perfxl"
Option Explicit
' The ribbon tab (perfxl.xlam) and the sheet buttons (perfxl excel xlsm) call these Subs.
' ASCII only, because VBA source has no encoding: Han() holds Chinese text as UTF-16 in hex.

Public Sub PerfxlValidate()
    Start "validate"
End Sub

Public Sub PerfxlReport()
    Start "report"
End Sub

Public Sub PerfxlProof()
    Start "proof"
End Sub

Public Sub PerfxlClear()
    Start "clear"
End Sub

Public Sub PerfxlHelp()
    MsgBox Han("68219A8CFF1A67E551FA95EE9898FF0C572888684E0A68078272FF0C52175728201C68219A8C7ED3" & _
            "679C201D91CC3002") & vbLf & _
        Han("751F621062A5544AFF1A57285DE54F5C7C3F65C18FB9751F621000200057006F00720064002081EA" & _
            "8BC462A5544A3002") & vbLf & _
        Han("68385BF962A5544AFF1A65C18FB9768462A5544A4E0E8FD95F20886868385BF9FF0C95EE98985199" & _
            "621062796CE83002") & vbLf & _
        Han("6E05966468078BB0FF1A53BB638968219A8C75594E0B7684989C8272548C62796CE83002") & vbLf & _
        Han("63094E866CA1670953CD5E94FF1A8FD0884C002000700065007200660078006C0020006500780063" & _
            "0065006C00200064006F00630074006F0072FF0C71675B838BF47684505A3002"), vbInformation, "perfxl"
End Sub

' Each ribbon button carries its action as a tag.
Public Sub PerfxlRibbon(ByVal control As Object)
    If control.Tag = "help" Then PerfxlHelp Else Start control.Tag
End Sub

' The whole command line. The program: registry (Unicode), environment, search path.
Public Function PerfxlCommand(ByVal action As String) As String
    Dim program As String, window As String
    On Error Resume Next
    program = CreateObject("WScript.Shell").RegRead("HKCU\Software\perfxl\Exe")
    If program = "" Then program = Environ("PERFXL_EXE")
    If program = "" Then program = "perfxl"
    If Left(program, 1) <> """" Then program = """" & program & """"
    window = CStr(Application.Hwnd)
    If window <> "" Then window = " --hwnd=" & window
    PerfxlCommand = program & " macro " & action & _
        " ""--wb=" & ActiveWorkbook.Name & """ --from_xl=1" & window
End Function

' Exit codes 0 and 1 (mistakes found) are success; with 2 perfxl left its reason in the status bar.
' Without WScript (LibreOffice) do not wait: perfxl talks back to the same office, nobody can
' answer, so an edited report is left alone and a new one made beside it.
Private Sub Start(ByVal action As String)
    Dim host As Object, code As Long, command As String, said As String
    If ActiveWorkbook Is Nothing Then
        MsgBox Han("8BF7514862535F00898168219A8C768481EA8BC48868FF0853D74FDD62A4768489C656FE91CC8981" & _
                "514870B9201C542F75287F168F91201DFF09FF0C518D6309630994AE3002"), vbExclamation, "perfxl"
        Exit Sub
    End If
    command = PerfxlCommand(action)
    On Error Resume Next
    Application.StatusBar = False
    Set host = CreateObject("WScript.Shell")
    If host Is Nothing And action = "report" Then command = PerfxlCommand("anew")
    Err.Clear
    If host Is Nothing Then
        Shell command, 0
    Else
        code = host.Run(command, 0, True)
    End If
    If Err.Number = 0 And (code = 0 Or code = 1) Then Exit Sub
    ' 3: an edited report is there; the question waits in the status bar.
    If code = 3 And VarType(Application.StatusBar) = vbString Then
        Select Case MsgBox(Application.StatusBar & vbLf & Han("662FFF1A53EA66F465B091CC976276846570FF0C522B76844E0D52A830025426FF1A53E65B5865B0" & _
            "7684300253D66D88FF1A4EC04E4890FD4E0D505A3002"), vbYesNoCancel + vbQuestion, "perfxl")
            Case vbYes: Start "refresh"
            Case vbNo: Start "anew"
        End Select
        Exit Sub
    End If
    said = Han("00700065007200660078006C00206CA167098FD0884C6210529F30028BF75728547D4EE463D0793A" & _
            "7B2691CC8FD0884C002000700065007200660078006C00200065007800630065006C00200064006F" & _
            "00630074006F0072FF0C71675B838BF47684505AFF1B6CA1670988C58FC7768451485B8988C53002")
    If code = 2 And VarType(Application.StatusBar) = vbString Then said = Application.StatusBar
    MsgBox said, vbExclamation, "perfxl"
End Sub

Private Function Han(ByVal units As String) As String
    Dim place As Long
    For place = 1 To Len(units) Step 4
        Han = Han & ChrW(CLng("&H" & Mid(units, place, 4)))
    Next
End Function
