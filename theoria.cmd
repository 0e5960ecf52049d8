@echo off
rem Theoria from a checkout: builds the product when there is none, then runs it. theoria verify [--slow] runs every test.
rem After changing sources run: mvnw verify
setlocal
set "ROOT=%~dp0"
set "PRODUCT=%ROOT%product\target\products\theoria.product\win32\win32\x86_64\theoria\theoria.cmd"
if "%~1"=="verify" goto verify
if exist "%PRODUCT%" goto run
echo theoria: building; the first time takes some minutes and fetches the libraries 1>&2
if not exist "%ROOT%.dev\out" mkdir "%ROOT%.dev\out"
call "%ROOT%mvnw.cmd" -B -f "%ROOT%pom.xml" -pl !bundles/theoria.tests -Dmaven.test.skip=true -Dtheoria.testCompile.phase=none -Dspotless.check.skip=true -Dcheckstyle.skip=true verify > "%ROOT%.dev\out\build.log" 2>&1
if errorlevel 1 (
  echo theoria: the build failed, see %ROOT%.dev\out\build.log 1>&2
  exit /b 5
)
:run
call "%PRODUCT%" %*
exit /b %ERRORLEVEL%
:verify
set "SLOW=false"
if "%~2"=="--slow" set "SLOW=true"
call "%ROOT%mvnw.cmd" -B -f "%ROOT%pom.xml" -Pchecks -Pwindow -Dtheoria.slow=%SLOW% --fail-at-end clean verify
exit /b %ERRORLEVEL%
