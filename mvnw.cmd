@echo off
rem Runs Maven 3.9.9 or newer: the one on the path, else 3.9.11, which an older Maven unpacks by its
rem coordinates into .mvn\dist (so the user's mirrors are honoured).
setlocal
set "ROOT=%~dp0"
set "WANTED=3.9.11"
set "DIST=%ROOT%.mvn\dist\apache-maven-%WANTED%"
if exist "%DIST%\bin\mvn.cmd" goto run
where mvn >nul 2>nul
if errorlevel 1 (
  echo mvnw: no Maven found; install Apache Maven ^(any version 3^) and a JDK 17 or newer 1>&2
  exit /b 1
)
set "VERSION="
for /f "tokens=3" %%v in ('mvn --version 2^>nul ^| findstr /b /c:"Apache Maven"') do if not defined VERSION set "VERSION=%%v"
for /f "tokens=1-3 delims=.-" %%a in ("%VERSION%") do set "MAJOR=%%a" & set "MINOR=%%b" & set "PATCH=%%c"
set /a NUMBER=MAJOR*10000 + MINOR*100 + PATCH 2>nul
if %NUMBER% GEQ 30909 (
  call mvn %*
  exit /b
)
echo mvnw: unpacking Maven %WANTED% 1>&2
set "EMPTY=%TEMP%\theoria-mvnw-%RANDOM%"
mkdir "%EMPTY%" && pushd "%EMPTY%" || exit /b 1
call mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack -Dartifact=org.apache.maven:apache-maven:%WANTED%:zip:bin "-DoutputDirectory=%ROOT%.mvn\dist"
set "CODE=%ERRORLEVEL%"
popd
rmdir "%EMPTY%"
if not "%CODE%"=="0" exit /b %CODE%
:run
call "%DIST%\bin\mvn.cmd" %*
