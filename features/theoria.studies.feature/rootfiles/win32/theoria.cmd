@echo off
rem Starts Theoria. Without arguments, or with --workspace DIR alone: the workbench. Else the command line (theoria --help).
setlocal
set "HERE=%~dp0"
set "JAVA=java"
if exist "%HERE%jre\bin\java.exe" set "JAVA=%HERE%jre\bin\java.exe"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
for %%f in ("%HERE%plugins\org.eclipse.equinox.launcher_*.jar") do set "LAUNCHER=%%f"
set "FLAGS=-Xmx2g -XX:+IgnoreUnrecognizedVMOptions --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
if "%~1"=="--workspace" if not "%~2"=="" if "%~3"=="" (
  set "THEORIA_WORKSPACE=%~2"
  goto window
)
if "%~1"=="" goto window
"%JAVA%" %FLAGS% -Djava.awt.headless=true -jar "%LAUNCHER%" -install "%HERE%." -application theoria.runtime.cli -nosplash -data @none %*
exit /b %ERRORLEVEL%
:window
set "WORKSPACE=%USERPROFILE%\theoria"
if defined THEORIA_WORKSPACE set "WORKSPACE=%THEORIA_WORKSPACE%"
:again
"%JAVA%" %FLAGS% -jar "%LAUNCHER%" -install "%HERE%." -data "%WORKSPACE%\.workbench"
if %ERRORLEVEL%==23 goto again
if %ERRORLEVEL%==24 goto again
exit /b %ERRORLEVEL%
